import Host
import JSON
import TestKit
import Testing

/// Export and import keep every field.
@Suite(.scratch) struct ExchangeTests {
    /// A line in which every member differs from what a new bead has.
    private static let full = """
        {"_type":"issue","id":"t-full","title":"Full <&> \\u00e4","description":"d","design":"e","acceptance_criteria":"f",\
        "notes":"g","spec_id":"h","status":"closed","priority":0,"issue_type":"feature","assignee":"ana","owner":"o@x",\
        "estimated_minutes":5,"created_at":"2026-01-02T03:04:05.123456789Z","created_by":"bob",\
        "updated_at":"2026-01-03T00:00:00Z","started_at":"2026-01-02T04:00:00Z","closed_at":"2026-01-03T00:00:00Z",\
        "close_reason":"done","closed_by_session":"s","due_at":"2026-02-01T00:00:00Z",\
        "defer_until":"2026-01-15T00:00:00Z","external_ref":"gh-1","source_system":"jira",\
        "metadata":{"z":1.50,"a":[12345678901234567890]},"compaction_level":1,"compacted_at":"2026-01-04T00:00:00Z",\
        "compacted_at_commit":"abc","original_size":9,"labels":["x","y"],\
        "dependencies":[{"issue_id":"t-full","depends_on_id":"t-other","type":"waits-for",\
        "created_at":"2026-01-02T03:04:05Z","created_by":"bob","metadata":"{\\"gate\\": \\"any-children\\"}","thread_id":"th"}],\
        "comments":[{"id":"c1","issue_id":"t-full","author":"bob","text":"hi","created_at":"2026-01-02T03:05:00Z"}],\
        "sender":"m","pinned":true,"is_template":true,"bonded_from":[{"source_id":"p","bond_type":"x","bond_point":"y"}],\
        "await_type":"timer","await_id":"i","timeout":60,"waiters":["w"],"source_formula":"sf","source_location":"sl",\
        "source_repo":"sr","mol_type":"work","work_type":"mutex","event_kind":"ek","actor":"ac","target":"tg",\
        "payload":"pl","token":3,"attempt":2,"dependency_count":0,"dependent_count":0,"comment_count":1}
        """
    private static let other = """
        {"id":"t-other","title":"Other","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}
        """

    @Test func keepEveryField() throws {
        let bd = try BeadRun()
        let report = bd.output("import", "-", "--json", input: Self.other + "\n" + Self.full + "\n")
        #expect(try JSON.parse(report)["created"] == 2)
        let lines = bd.output("export", "--all").split(separator: "\n")
        #expect(lines.count == 2)
        #expect(try JSON.parse(String(lines[0])).canonical == JSON.parse(Self.full).canonical)
        #expect(try JSON.parse(String(lines[1]))["priority"] == 2)
    }

    @Test func areTheSameInBothDirections() throws {
        let first = try BeadRun()
        _ = first.output("import", "-", input: Self.other + "\n" + Self.full)
        let exported = first.output("export", "--all")
        #expect(first.output("import", "-", input: exported).contains("(0 new, 0 changed, 2 skipped)"))
        #expect(first.output("export", "--all") == exported)
    }

    @Test func leaveAloneWhatWasChangedHereLater() throws {
        let bd = try BeadRun()
        _ = bd.output("import", "-", input: Self.other)
        _ = bd.output("update", "t-other", "--title", "Mine")
        let report = try JSON.parse(bd.output("import", "-", "--json", input: Self.other))
        #expect(report["stale_skipped_ids"] == ["t-other"] && report["skipped"] == 1)
        #expect(bd.output("show", "t-other", "--short").contains("Mine"))
    }

    @Test func sayWhatIsNotKept() throws {
        let bd = try BeadRun()
        let line = Self.other.dropLast() + #","quality_score":3,"content_hash":"ab","dependency_count":0}"#
        let report = try JSON.parse(bd.output("import", "-", "--json", input: String(line)))
        #expect(report["unknown_fields"] == ["quality_score": 1])
        let text = bd.output("import", "-", input: String(line) + "\n" + Self.full + "\n")
        #expect(text.contains("left out the field quality_score of 1 issues"), "\(text)")
        #expect(!text.contains("comment_count"))
    }

    @Test func saysNothingWhereAskedTo() throws {
        let bd = try BeadRun()
        #expect(bd.bd("import", "-", "--quiet", input: Self.other).description == BeadRun.silence)
    }

    @Test func leaveOutTiesToNowhereAndKnownTitles() throws {
        let bd = try BeadRun()
        let alone = try JSON.parse(bd.output("import", "-", "--json", input: Self.full))
        #expect(alone["skipped_dependencies"] == ["t-full -> t-other"])
        _ = bd.output("create", "Other", "--silent")
        let twice = try JSON.parse(bd.output("import", "-", "--dedup", "--json", input: Self.other))
        #expect(twice["dedup_skipped"] == 1 && twice["created"] == 0)
    }

    @Test func isOneVersionCommit() throws {
        let bd = try BeadRun()
        let before = try bd.versions
        let lines = (0..<500).map { "{\"id\":\"t-\($0)\",\"title\":\"Bead \($0)\"}" }.joined(separator: "\n")
        _ = bd.output("import", "-", input: lines)
        #expect(try bd.versions == before + 1)
        #expect(bd.output("count") == "500")
    }
}

extension JSON {
    /// The value with the members of its objects in the order of their names.
    fileprivate var canonical: JSON {
        switch self {
        case .object(let members):
            .object(members.map { JSON.Member($0.name, $0.value.canonical) }.sorted { $0.name < $1.name })
        case .array(let elements): .array(elements.map(\.canonical))
        default: self
        }
    }
}
