"""The commands somei site build and somei site check."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.publication.site import build_site, open_site, read_site_source
from somei_cli.actions.publication.verify import verify_site
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import Answer, say_if_unmarked_is_unset, show_view, watch
from somei_cli.commands.shared.pages import show_receipt
from somei_cli.formats.export.manifest import read_web_address
from somei_cli.render.output.page import shorten_commits
from somei_cli.render.site.build import site_jobs, template_words
from somei_cli.render.views.publication import (
    describe_site_build,
    describe_site_comparison,
    site_build_view,
    site_faults_view,
    site_receipt,
)
from somei_cli.store.disk.packaged_data import read_data_text


def write_site(
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="The folder of the site.")],
    revision: Annotated[str, typer.Option("--at", metavar="REV", help="The commit to show.")] = "HEAD",
    base: Annotated[
        str | None,
        typer.Option("--base", parser=read_web_address, metavar="URL", help="The address that the site will have."),
    ] = None,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Make web pages of the public part of the register.

    The pages work from a folder, without a server, and nothing in them leads to another host. Pages that are
    unchanged are not written again; pages that no longer exist are removed. With --base the feeds contain whole
    addresses, which programs that read feeds need.
    """
    source = read_site_source(session.folder(), Path(output), revision, watch)
    say_if_unmarked_is_unset(has_setting=source.settings.has_public_unmarked)
    address = base or ""
    jobs = site_jobs(source.public, read_data_text, address, source.first_commit)
    built = build_site(source, jobs, watch, base=address, dry_run=dry_run)
    if as_json or dry_run:
        show_view(site_build_view(built), as_json=as_json)
    if session.has_terminal() and not (dry_run or as_json):
        show_receipt(site_receipt(built, output))
    else:
        sentence = describe_site_build(built, output, dry_run=dry_run)
        session.talk(shorten_commits(sentence) if session.has_terminal() else sentence)
    return 0


def check_site(
    folder: Annotated[str, params.argument("DIR", "The folder of a site.")],
    answer: Answer,
) -> int:
    """Check that a site is complete and reveals nothing.

    It makes the site again from its commit and compares the two. It also looks for links to other hosts and for
    words that must not be public. The status is 1 with findings.
    """
    site = open_site(session.folder(), Path(folder), watch)
    jobs = site_jobs(site.public, read_data_text, site.manifest.base, site.manifest.first_commit)
    faults = verify_site(site, jobs, template_words(read_data_text), watch)
    answer.show(site_faults_view(faults))
    sentence = describe_site_comparison(len(site.folder.paths), site.source.commit, site.manifest.base)
    session.talk(shorten_commits(sentence) if session.has_terminal() else sentence)
    return 1 if faults else 0
