"""{{title}}: each row of a table of findings becomes one piece of evidence."""

import csv
import io

from tracker_plugin import SourceUnusable, run

COLUMNS = ("id", "plan", "commitment", "milestone", "on", "title", "finding", "shows")
LEVELS = {"Not Started", "Limited", "Substantial", "Complete"}


class Findings:
    def collect(self, host, params):
        open_milestones = {
            (commitment["plan"], commitment["number"], milestone["number"])
            for commitment in params["commitments"]
            for milestone in commitment["milestones"]
        }
        fetched = host.fetch(self.settings["feed"])
        if fetched.status != 200:
            raise ValueError(f"the feed answers {fetched.status}")

        for line, row in rows_of(fetched.body):
            draft, problem = draft_of(row, open_milestones, fetched)
            if draft is None:
                host.log(f"line {line}: {problem}", "warning")
                continue
            outcome = host.evidence(draft)
            if outcome["outcome"] == "refused":
                host.log(f"line {line}: {outcome.get('reason')}", "warning")
        return {"cursor": fetched.sha256}


def rows_of(body):
    """The table's rows with their line numbers. What has not the columns of the table is another thing, and not one without rows."""
    reader = csv.DictReader(io.StringIO(body.decode("utf-8-sig", errors="replace"), newline=""))
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
        if missing:
            raise SourceUnusable(f"this is no table of findings: it has no column '{missing[0]}'")
        for row in reader:
            yield reader.line_num, {name: (value or "").strip() for name, value in row.items() if isinstance(name, str) and not isinstance(value, list)}
    except csv.Error as error:
        raise SourceUnusable(f"this is no table: {error}") from error


def draft_of(row, open_milestones, fetched):
    """A row as a draft, or what is wrong with it. The same row always gives the same key and content."""
    for column in COLUMNS:
        if not row.get(column):
            return None, f"the column '{column}' is empty"
    place = (row["plan"], row["commitment"], row["milestone"])
    if place not in open_milestones:
        return None, f"nothing is asked about {'/'.join(place)}"
    if row["shows"] not in LEVELS:
        return None, f"'{row['shows']}' is no level"
    return {
        "key": f"finding/{row['id']}",
        "plan": row["plan"],
        "commitment": row["commitment"],
        "milestone": row["milestone"],
        "kind": "survey",
        "title": row["title"],
        "summary": row["finding"],
        "on": row["on"],
        "shows": row["shows"],
        "stance": "supports",
        "sources": [fetched.source(quotation=row["finding"])],
    }, None


if __name__ == "__main__":
    run(Findings(), "{{id}}", "0.1.0")
