"""What was exported can be imported: the same answers, in CSV."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.reporting.exports import comma_separated
from tests.unit.questionnaires.writing import answers, questionnaires
from tests.unit.reporting.exports.sampling import a_table, stored

from .forms import taken


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_export_is_read_back_as_the_same_answers(data: st.DataObject) -> None:
    asked = data.draw(questionnaires(parts=True))
    people = [stored(asked, each) for each in data.draw(st.lists(answers(asked), min_size=1, max_size=5))]
    asks = [key for item in asked.items() if item.is_shown for key in item.closed_keys()]
    people = [each for each in people if any(each.get(key) is not None for key in asks)]
    if people:
        content = comma_separated.responses(a_table(people, asked)).decode("utf-8-sig")
        assert [form.answers for form in taken(content, asked)] == people
