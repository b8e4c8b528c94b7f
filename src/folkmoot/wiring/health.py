"""What domains have to say about the health of a site."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.search import api as search
from folkmoot.infra.config import Config
from folkmoot.infra.health.finding import Finding, fail, ok, warn
from folkmoot.infra.health.running import register_checks
from folkmoot.kernel.sentences import Sentence, sentence
from folkmoot.kernel.viewer import Role


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    register_checks(without_data=[_policy], with_data=[_operator, _search])


def _policy(config: Config) -> Finding:
    problems = integrity.check_policy(config.policy)
    if problems:
        return fail(_unusable(str(problems[0]), len(problems) - 1), f"`folkmoot policy check {config.policy}`")
    return ok(sentence("The policy {file} can be used.", file=str(config.policy)))


def _unusable(problem: str, more: int) -> Sentence:
    if not more:
        return sentence("The policy cannot be used: {problem}", problem=problem)
    return sentence(
        "The policy cannot be used: {problem}, and {count} more",
        plural="The policy cannot be used: {problem}, and {count} more",
        problem=problem,
        count=more,
    )


def _operator(_config: Config) -> Finding:
    operators = [role for role in accounts.roles_of(accounts.staff_ids()).values() if role is Role.OPERATOR]
    if not operators:
        return fail(sentence("Nobody is the operator of this site."), sentence("`folkmoot init` makes the first one."))
    return ok(sentence("Operators of this site: {count}.", count=len(operators)))


def _search(_config: Config) -> Finding:
    state = search.index_state()
    if state.building:
        return warn(
            sentence("The index of search is not built yet."),
            sentence("Wait for the worker, or run `folkmoot search rebuild`."),
        )
    if state.missing:
        return warn(
            sentence(
                "The index of search is behind: it lacks {count} of the newest posts.",
                plural="The index of search is behind: it lacks {count} of the newest posts.",
                count=state.missing,
            ),
            sentence("Look for failed jobs on the console, then run `folkmoot search rebuild`."),
        )
    return ok(sentence("The index of search has the newest posts."))
