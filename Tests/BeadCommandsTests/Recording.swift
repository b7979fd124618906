import Foundation
import JSON
import Testing

/// One recorded call of the original program.
struct RecordedCall: Sendable {
    let workspace: String
    let story: String
    let folder: String
    let arguments: [String]
    let environment: [String: String]
    let input: String
    let placed: [(name: String, text: String)]
    let output: String
    let status: Int

    init(_ value: JSON) throws {
        workspace = try #require(value["w"]?.string)
        story = try #require(value["test"]?.string)
        folder = try #require(value["cwd"]?.string)
        arguments = try #require(value["argv"]?.array).compactMap(\.string)
        environment = Dictionary(
            uniqueKeysWithValues: (value["env"]?.members ?? []).map { ($0.name, $0.value.string ?? "") }
        )
        input = value["stdin"]?.string ?? ""
        placed = (value["placed"]?.members ?? []).map { ($0.name, $0.value.string ?? "") }
        output = try #require(value["out"]?.string)
        status = try #require(value["rc"]?.int)
    }

    /// The first word that is no flag.
    var command: String { arguments.first { !$0.hasPrefix("-") } ?? "" }
    var line: String { arguments.joined(separator: " ") }

    /// All recorded calls, in order.
    static func all() throws -> [RecordedCall] {
        let text = try String(contentsOf: Self.fixture("Tests/Fixtures/recorded/bd-stories.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { try RecordedCall(JSON.parse(String($0))) }
    }

    /// A file of the project.
    static func fixture(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: name)
    }
}

/// How far an answer agrees with a recorded one.
enum Agreement {
    /// The share of the recorded values that the answer has in the same places.
    static func ofJSON(_ wanted: JSON, _ answer: String) -> Double {
        let answer = (try? JSON.parse(answer)).map { Dictionary(leaves($0), uniquingKeysWith: { $1 }) } ?? [:]
        let all = leaves(wanted)
        guard !all.isEmpty else { return 1 }
        return Double(all.count { answer[$0.0] == $0.1 }) / Double(all.count)
    }

    /// The share of the recorded lines that the answer has, in any order.
    static func ofText(_ wanted: String, _ answer: String) -> Double {
        func lines(_ text: String) -> [String] {
            text.split(separator: "\n").map { kind(String($0)).trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }
        }
        var rest: [String: Int] = [:]
        for line in lines(answer) { rest[line, default: 0] += 1 }
        let all = lines(wanted)
        var found = 0
        for line in all where rest[line, default: 0] > 0 {
            rest[line, default: 0] -= 1
            found += 1
        }
        return all.isEmpty ? 1 : Double(found) / Double(all.count)
    }

    /// Every value with the way to it; beads in lists go by their id, times and hashes by their kind.
    private static func leaves(_ value: JSON, _ path: String = "") -> [(String, String)] {
        switch value {
        case .object(let members): members.flatMap { leaves($0.value, path + "/" + $0.name) }
        case .array(let elements) where elements.isEmpty: [(path, "[]")]
        case .array(let elements):
            elements.enumerated().flatMap { index, element in
                let id = element["id"]?.string.map { kind($0) }
                return leaves(element, path + "/" + (id.map { $0 == "HASH" ? "\(index)" : "#\($0)" } ?? "\(index)"))
            }
        case .string(let text): [(path, kind(text))]
        default: [(path, value.text(.compact))]
        }
    }

    /// A text without what differs from run to run.
    private static func kind(_ text: String) -> String {
        text.replacing(/\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?/, with: "TIME")
            .replacing(/\b[0-9a-v]{32}\b|\b[0-9a-f]{40}\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b/, with: "HASH")
    }
}
