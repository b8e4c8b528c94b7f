"""What an additive migration does to the busiest table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("posts", "0001_initial")]

    operations = [
        migrations.RunSQL("ALTER TABLE posts_post ADD COLUMN newer integer NULL"),
        migrations.RunSQL("CREATE INDEX posts_post_newer ON posts_post (newer)"),
        migrations.CreateModel("Newer", [("id", models.BigIntegerField(primary_key=True))]),
    ]
