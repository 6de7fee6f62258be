"""Settings: every problem with its place and the nearest right word; secrets never in the file and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.files import Loaded, SettingsInvalid, load, shown
from config.positions import lines_of
from triage.bootstrap import own_signs

MAIL = '[mail.kim]\nhost = "imap.example.org"\nuser = "kim"\n'


def loaded(tmp_path: Path, text: str, **environment: str) -> Loaded:
    file = tmp_path / "t.toml"
    file.write_text(text, encoding="utf-8")
    return load(file, environment)


def problems(tmp_path: Path, text: str, **environment: str) -> list[str]:
    with pytest.raises(SettingsInvalid) as refused:
        loaded(tmp_path, text, **environment)
    return [line.replace(f"{tmp_path}/", "") for line in refused.value.problems]


BAD = [
    ('[mail.kim]\nhost = "x"\nusr = "kim"\n', [
        "t.toml:1  mail.kim.user: fehlt",
        't.toml:3  mail.kim.usr: unbekannter Schlüssel. Meinten Sie "user"?',
    ]),
    (MAIL + 'mode = "liv"\n', [
        't.toml:4  mail.kim.mode = "liv": unbekannter Wert. Erlaubt: dry-run, observe, live. Meinten Sie "live"?',
    ]),
    (MAIL + "port = 0\n", ["t.toml:4  mail.kim.port: ist kleiner als 1"]),
    (MAIL + "port = 65536\n", ["t.toml:4  mail.kim.port: ist größer als 65535"]),
    (MAIL + 'port = "x"\n', ["t.toml:4  mail.kim.port: ist keine ganze Zahl"]),
    (MAIL + 'idle = "vielleicht"\n', ["t.toml:4  mail.kim.idle: ist weder true noch false"]),
    (MAIL + "folder = 3\n", ["t.toml:4  mail.kim.folder: ist kein Text"]),
    (MAIL + 'token_command = "x"\n', ["t.toml:4  mail.kim.token_command: ist keine Liste"]),
    ("mail = 3\n", ["t.toml:1  mail"]),
    ('[mail]\nkim = "x"\n', ["t.toml:2  mail.kim: ist keine Tabelle"]),
    ('[mail."Ä B"]\nhost = "x"\nuser = "y"\n', ["t.toml:1  mail.Ä B"]),
    ("[smtp]\nhost = 1\nport = 2\nfrom = 3\n", ["t.toml:2  smtp.host", "t.toml:4  smtp.from"]),
    ('[wep]\nlisten = "x"\n', ['t.toml:1  wep: unbekannter Schlüssel. Meinten Sie "web"?']),
    ('[web]\nlisten = "127.0.0.1:65536"\n', ["t.toml:2  web.listen: hat nicht die erwartete Form"]),
    ('[web]\nlisten = "ohne Port"\n', ["t.toml:2  web.listen: hat nicht die erwartete Form"]),
    ('[office]\nnumber_prefix = "kim"\n', ["t.toml:2  office.number_prefix: hat nicht die erwartete Form"]),
    ('acknowledge = { per_day = 0, sender_dys = 7 }\n', [
        "t.toml:1  acknowledge.per_day: ist kleiner als 1",
        't.toml:1  acknowledge.sender_dys: unbekannter Schlüssel. Meinten Sie "sender_days"?',
    ]),
    (MAIL + "\n[[mail]]\n", ["t.toml  ist kein gültiges TOML"]),
    ("x = \n", ["t.toml  ist kein gültiges TOML"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_a_problem_names_line_key_and_remedy(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = problems(tmp_path, text)

    assert len(found) == len(expected), found
    for start in expected:
        assert any(line.startswith(start) for line in found), found


@pytest.mark.parametrize(
    ("text", "line"),
    [(MAIL + 'password = "KANARI"\n', 4), ('[smtp]\npassword = "KANARI"\n', 2),
     ('smtp.password = "KANARI"\n', 1), ('smtp = { password = "KANARI" }\n', 1),
     ('[mail.kim]\nhost = "x"\n"password" = "KANARI"\nuser = "u"\n', 3)],
)  # fmt: skip
def test_a_password_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str, line: int) -> None:
    found = problems(tmp_path, text)

    assert [p for p in found if p.startswith(f"t.toml:{line}  ") and "password_file" in p]
    assert "KANARI" not in "".join(found)


def test_l8_a_wrong_value_from_the_environment_is_named_by_its_variable(tmp_path: Path) -> None:
    found = problems(tmp_path, MAIL, TRIAGE_MAIL__KIM__PORT="viele", TRIAGE_SMTP__PORTT="1")

    assert any(p.startswith("Umgebung TRIAGE_MAIL__KIM__PORT  mail.kim.port") for p in found)
    assert any("TRIAGE_SMTP__PORTT" in p and '"port"' in p for p in found)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x = '\xe4'"])
def test_a_file_that_is_no_utf8_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.toml").write_bytes(data)

    with pytest.raises(SettingsInvalid, match="kein UTF-8"):
        load(tmp_path / "t.toml", {})


def test_the_environment_wins_over_the_file_in_nested_tables_lists_and_types(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        MAIL + 'mode = "live"\n[office]\naddresses = ["alt@example.org"]\n',
        TRIAGE_MAIL__KIM__HOST="neu.example.org",
        TRIAGE_MAIL__KIM__PORT="1143",
        TRIAGE_MAIL__KIM__IDLE="false",
        TRIAGE_MAIL__KIM__PASSWORD="[kein TOML",
        TRIAGE_MAIL__ASYL__HOST="zwei.example.org",
        TRIAGE_MAIL__ASYL__USER="asyl",
        TRIAGE_OFFICE__ADDRESSES='["a@example.org", "b@example.org"]',
        TRIAGE_MAIL__KIM__FOLDER_MAP='{"A" = "B"}',
        TRIAGE_DATA_DIR=str(tmp_path / "d"),
        TRIAGE_FAILPOINT="keep.open",
        UNRELATED__X="y",
    ).settings

    kim, asyl = found.mail["kim"], found.mail["asyl"]
    assert (kim.host, kim.port, kim.idle, kim.mode, kim.password) == (
        "neu.example.org", 1143, False, "live", "[kein TOML")  # fmt: skip
    assert (asyl.host, asyl.mode) == ("zwei.example.org", "observe")
    assert found.office.addresses == ("a@example.org", "b@example.org")
    assert kim.folder_map == {"A": "B"}
    assert found.store_url == f"sqlite:///{tmp_path / 'd' / 'triage.db'}"


@pytest.mark.parametrize(
    ("written", "names"),
    [('"mx.example.org"', ("mx.example.org",)), ('["a.example", "B.example"]', ("a.example", "B.example")), ('""', ())],
)
def test_our_mail_servers_are_one_name_or_several(tmp_path: Path, written: str, names: tuple[str, ...]) -> None:
    found = loaded(tmp_path, f"{MAIL}authserv_id = {written}\n").settings

    assert found.mail["kim"].authserv_id == names
    assert own_signs(found).authserv_ids == {name.lower() for name in names}


def test_a_server_name_may_come_from_the_environment(tmp_path: Path) -> None:
    found = loaded(tmp_path, MAIL, TRIAGE_MAIL__KIM__AUTHSERV_ID="mx.example.org").settings

    assert found.mail["kim"].authserv_id == ("mx.example.org",)


@pytest.mark.parametrize("clamd", ["/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310"])
def test_a_scanner_is_a_socket_or_a_host_with_a_port(tmp_path: Path, clamd: str) -> None:
    assert loaded(tmp_path, f'[scan]\nclamd = "{clamd}"\n').settings.scan.clamd == clamd


@pytest.mark.parametrize("clamd", ["clamd", "a b:1", "host:port"])
def test_a_scanner_that_is_neither_is_a_problem(tmp_path: Path, clamd: str) -> None:
    assert problems(tmp_path, f'[scan]\nclamd = "{clamd}"\n')[0].startswith("t.toml:2  scan.clamd")


def test_an_environment_that_contradicts_the_files_shape_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    assert problems(tmp_path, 'smtp = "x"\n', TRIAGE_SMTP__PORT="25")
    assert problems(tmp_path, MAIL, TRIAGE_MAIL__KIM="x")


def test_everything_is_shown_with_its_origin_and_secrets_are_masked(tmp_path: Path) -> None:
    found = loaded(tmp_path, MAIL, TRIAGE_MAIL__KIM__PASSWORD="KANARI", TRIAGE_SMTP__PASSWORD="KANARI")

    rows = {key: (value, origin.replace(f"{tmp_path}/", "")) for key, value, origin in shown(found)}

    assert rows["mail.kim.host"] == ("imap.example.org", "t.toml:2")
    assert rows["mail.kim.port"] == ("993", "Vorgabe")
    assert rows["mail.kim.password"] == ("••••", "Umgebung TRIAGE_MAIL__KIM__PASSWORD")
    assert rows["smtp.from"][1] == "Vorgabe"
    assert "KANARI" not in str(rows)
    assert "KANARI" not in repr(found.settings)


def test_l8_a_database_password_is_not_shown(tmp_path: Path) -> None:
    found = loaded(tmp_path, "", TRIAGE_STORE__URL="postgresql://kim:KANARI@db.example.org/kim")

    rows = {key: value for key, value, _ in shown(found)}

    assert "KANARI" not in rows["store.url"]
    assert "db.example.org" in rows["store.url"]


POSITIONS = [
    ("a = 1\nb = 2\n", {("a",): 1, ("b",): 2}),
    ("# c\n\n[t]\nx = 1 # y = 2\n", {("t",): 3, ("t", "x"): 4}),
    ("[a.b]\nc.d = 1\n", {("a", "b"): 1, ("a", "b", "c", "d"): 2}),
    ('[a."b c"]\n"d e" = 1\n', {("a", "b c"): 1, ("a", "b c", "d e"): 2}),
    ("[ a . b ] # z\n\tx=1\n", {("a", "b"): 1, ("a", "b", "x"): 2}),
    ('t = { x = 1, y = "z = 3" }\n', {("t",): 1, ("t", "x"): 1, ("t", "y"): 1}),
    ('a = """\nb = 1\n[t]\n"""\nc = 2\n', {("a",): 1, ("c",): 5}),
    ("a = '''x'''\nb = 1\n", {("a",): 1, ("b",): 2}),
    ("a = [\n  1,\n  2,\n]\nb = 1\n", {("a",): 1, ("b",): 5}),
    ("a = 1\r\nb = 2\r\n", {("a",): 1, ("b",): 2}),
]


@pytest.mark.parametrize(("text", "expected"), POSITIONS, ids=[str(n) for n in range(len(POSITIONS))])
def test_keys_are_found_on_their_lines(text: str, expected: dict[tuple[str, ...], int]) -> None:
    found = lines_of(text)

    assert {path: found.get(path) for path in expected} == expected
