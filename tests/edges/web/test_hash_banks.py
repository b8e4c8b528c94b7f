"""The operator's page of hash banks."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Entry, HashKind
from folkmoot.domains.media.models import MediaHash
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.domains.posts.test_hash_banks import publish, scene, upload
from tests.edges.test_authorisation import client_of
from tests.infra.test_pdq import PUBLISHED


def send(client: Client, text: str, bank: str = "terrorism") -> tuple[int, str]:
    file = SimpleUploadedFile("hashes.csv", text.encode())
    answer = client.post("/console/hashes/import", {"import-bank": bank, "import-file": file}, follow=True)
    return answer.status_code, answer.content.decode()


def counts() -> dict[str, int]:
    return {bank.name: bank.total for bank in integrity.hash_banks(cast.olga().viewer)}


def test_a_file_is_imported_and_exported() -> None:
    client = client_of(cast.olga())
    status, page = send(client, f"pdq {PUBLISHED[0]}\npdq {PUBLISHED[1]}\n")
    assert status == 200
    assert "2 hashes added. 0 were there already." in page
    assert "2 PDQ" in page
    exported = client.get("/console/hashes/terrorism/export?as=csv")
    assert exported["Content-Disposition"] == 'attachment; filename="terrorism.csv"'
    assert exported.content.decode().count("\n") == 3
    assert client.get("/console/hashes/terrorism/export?as=json").json()["data"][0]["type"] == "HASH_PDQ"


def test_a_bad_file_is_refused_by_line() -> None:
    status, page = send(client_of(cast.olga()), f"pdq {PUBLISHED[0]}\npdq 12\n")
    assert status == 422
    assert "line 2: &#x27;12&#x27; is no pdq hash. It needs 64 hexadecimal digits." in page
    assert counts() == {}


def test_a_bank_can_be_put_out_of_use_and_back() -> None:
    client = client_of(cast.olga())
    send(client, f"pdq {PUBLISHED[0]}\n")
    client.post("/console/hashes/terrorism/switch", {"enabled": "no"})
    assert [bank.enabled for bank in integrity.hash_banks(cast.olga().viewer)] == [False]
    assert "not in use" in client.get("/console/hashes").content.decode()
    client.post("/console/hashes/terrorism/switch", {"enabled": "yes"})
    assert [bank.enabled for bank in integrity.hash_banks(cast.olga().viewer)] == [True]


def decided(treatment: str) -> int:
    post_id = publish(cast.ana(), "Look.", upload(cast.ana(), scene()))
    made = integrity.decide_on(
        cast.mo().viewer, ref=post_ref(post_id), responsible=cast.ana().id, clause_id="terrorism", treatment=treatment
    )
    return made.id


def add(decision_id: object) -> tuple[int, str]:
    client = client_of(cast.olga())
    given = {"decided-bank": "terrorism", "decided-decision": str(decision_id)}
    answer = client.post("/console/hashes/decided", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_pictures_of_a_removed_post_are_recognised_when_they_come_again() -> None:
    status, page = add(decided("remove"))
    assert status == 200
    assert "hashes added." in page
    again = publish(cast.ben(), "Again.", upload(cast.ben(), scene().resize((500, 333)), "JPEG"))
    held = integrity.treatments_for([post_ref(again)])[post_ref(again)].held
    assert held is not None
    assert held.clause_id == "terrorism"


def test_only_what_a_person_removed_is_added() -> None:
    assert add(decided("none"))[0] == 422
    assert add("99")[0] == 422
    assert add("nonsense")[0] == 422
    assert counts() == {}
    row = MediaHash.objects.get(media_id=upload(cast.gita(), scene()))
    integrity.create_bank(cast.olga().viewer, name="terrorism")
    integrity.add_hashes(cast.olga().viewer, bank="terrorism", entries=[Entry(HashKind.PDQ, row.pdq)])
    publish(cast.ben(), "Held by a machine.", upload(cast.ben(), scene()))
    (case,) = integrity.queue(cast.mo().viewer)
    assert add(integrity.case(cast.mo().viewer, case.id).subject_history[0].id)[0] == 422
    assert counts() == {"terrorism": 1}
