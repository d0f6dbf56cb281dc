from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('p2p', '0002_reader'),
    ]

    operations = [
        migrations.AddField(
            model_name='p2pcall',
            name='callee',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='p2p_calls_received', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='p2pcall',
            name='caller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='p2p_calls_made', to=settings.AUTH_USER_MODEL),
        ),
    ]
