"""Every refusal with its sentence, hint and exit status. Imports nothing of somei."""

from somei_cli.errors.base_and_usage import *
from somei_cli.errors.environment import *
from somei_cli.errors.refused_changes import *
from somei_cli.errors.remote import *
