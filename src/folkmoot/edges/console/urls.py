"""The addresses of moderators and operators."""

from django.urls import URLPattern, path

from folkmoot.edges.console import appeals, cases, claims, evidence, hashes, members, policy, proposals, site, waves
from folkmoot.edges.console.urls_transparency import urlpatterns as transparency
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:>

urlpatterns: list[URLPattern] = [
    path("console/queue", cases.queue),
    path("console/cases/<id:case_id>", cases.case),
    path("console/cases/<id:case_id>/take", cases.take),
    path("console/cases/<id:case_id>/release", cases.release),
    path("console/cases/<id:case_id>/decide", cases.decide),
    path("console/cases/<id:case_id>/label", cases.label_false),
    path("console/decisions/<id:decision_id>/undo", cases.undo),
    path("console/cases/<id:case_id>/evidence", evidence.evidence),
    path("console/cases/<id:case_id>/proposals/<id:proposal_id>", proposals.answer),
    path("console/appeals", appeals.appeals),
    path("console/appeals/<id:appeal_id>", appeals.appeal),
    path("console/appeals/<id:appeal_id>/reply", appeals.reply),
    path("console/appeals/<id:appeal_id>/decide", appeals.decide),
    path("console/waiting", members.waiting),
    path("console/waiting/<id:account_id>", members.answer),
    path("console/people", members.roles),
    path("console/settings", site.settings),
    path("console/pages", site.pages),
    path("console/pages/<str:name>", site.edit_page),
    path("console/jobs", site.work),
    path("console/jobs/<id:job_id>/retry", site.retry),
    path("console/claims", claims.feeds),
    path("console/claims/<id:feed_id>", claims.act),
    path("console/policy", policy.policy),
    path("console/policy/end-shadow", policy.end_shadow),
    path("console/policy/backtest", policy.backtest),
    path("console/waves", waves.waves),
    path("console/waves/<id:rule_id>/renew", waves.renew),
    path("console/waves/<id:rule_id>/end", waves.end),
    path("console/log", site.log),
    *transparency,
    path("console/hashes", hashes.banks),
    path("console/hashes/import", hashes.import_file),
    path("console/hashes/decided", hashes.add_decided),
    path("console/hashes/<str:bank>/switch", hashes.switch),
    path("console/hashes/<str:bank>/export", hashes.export),
]
