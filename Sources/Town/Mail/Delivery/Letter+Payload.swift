import JSON
import Ledger
import Vocabulary

extension Letter {
    /// The kind of outbox rows that hold a letter for `hq`.
    package static let outboxKind = "mail"

    /// The letter as an outbox row holds it; without credentials, because the row is in a ledger.
    package var payload: String {
        let letter = tidied
        var object: JSON = [
            "to": .strings(letter.recipients.map(\.description)),
            "from": .string(letter.sender),
            "subject": .string(letter.subject),
            "body": .string(letter.body),
            "priority": .int(letter.priority),
            "type": .string(letter.kind.rawValue),
        ]
        object["reply_to"] = letter.replyTo.map { .string($0.description) }
        object["duplicate_key"] = letter.duplicateKey.map { .string($0) }
        object["time_to_live"] = letter.timeToLive.map { .int($0.components.seconds) }
        return object.text(.compact)
    }

    /// Reads ``payload`` back.
    ///
    /// Nobody waits for an answer here, so what cannot be delivered as it is goes to the overseer.
    package init(payload: String) throws {
        let object = try JSON.parse(payload)
        let named = (object["to"]?.array ?? []).compactMap(\.string)
        let known = named.compactMap { Address($0) }
        var body = object["body"]?.string ?? ""
        if known.count < named.count || known.isEmpty {
            body += "\n\n[This was meant for \(named.joined(separator: ", ")).]"
        }
        self.init(
            to: known.count < named.count || known.isEmpty ? known + [.overseer] : known,
            from: object["from"]?.string ?? Letter.town,
            subject: object["subject"]?.string ?? "",
            body: body
        )
        priority = object["priority"]?.int ?? 2
        kind = object["type"]?.string.map(Message.Kind.init(rawValue:)) ?? .notification
        replyTo = object["reply_to"]?.string.flatMap { BeadID($0) }
        duplicateKey = object["duplicate_key"]?.string
        timeToLive = object["time_to_live"]?.int.flatMap { $0 > 0 ? .seconds($0) : nil }
    }
}
