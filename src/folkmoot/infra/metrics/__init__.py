"""What a site counts about itself, for Prometheus: never about a person.

`counted` holds what processes count as they work; every process has files of its own in the folder `metrics` of the
data folder, and whoever is asked adds them up. `looked_at` holds what is looked up when somebody asks. Labels are
names of routes, jobs, clauses and databases: there are few of them, and none comes from a visitor.
"""
