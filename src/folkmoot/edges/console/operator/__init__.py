"""The pages of those who run the community: first steps, people, blocks, news, emojis, jobs, storage, health."""
