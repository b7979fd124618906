package import Vocabulary

/// Why a letter or a nudge is not accepted; nothing was sent or queued then.
package enum LetterFault: ProblemConvertible, Hashable {
    case nobody
    case noSubject
    case noText
    case severalLines
    case longSubject(Int, limit: Int)
    case longBody(Int, limit: Int)
    case longNudge(Int, limit: Int)
    case priority(Int)
    case noTimeToLive
    /// The kind of credential that the text seems to hold.
    case credential(String)
    case noMessage(String, Address)
    /// The recipient has more unread messages than anybody will read.
    case full(Address, Int)
    /// The recipient has more nudges waiting than a turn can take.
    case deep(Address, Int)
    case noAgent(Address)

    package var problem: Problem {
        switch self {
        case .nobody: Problem(.usage, "no recipient was named; nothing was sent")
        case .noSubject:
            Problem(.usage, "a message needs a subject; nothing was sent", hints: ["`-s \"<subject>\"` gives one."])
        case .noText: Problem(.usage, "a nudge needs a text; nothing was queued")
        case .severalLines: Problem(.usage, "a subject is one line; nothing was sent")
        case .longSubject(let length, let limit):
            Problem(
                .usage,
                "the subject has \(length) characters and may have \(limit); nothing was sent"
            )
        case .longBody(let size, let limit):
            Problem(
                .usage,
                "the text has \(size) bytes and may have \(limit); nothing was sent",
                hints: ["Put the long part into a bead or a file and name that."]
            )
        case .longNudge(let size, let limit):
            Problem(
                .usage,
                "the text has \(size) bytes and may have \(limit); nothing was queued",
                hints: ["`gt mail send` takes longer texts."]
            )
        case .priority(let number):
            Problem(.usage, "invalid priority \(number) (0 urgent, 1 high, 2 normal, 3 and 4 low); nothing was sent")
        case .noTimeToLive: Problem(.usage, "a time to live must be longer than nothing; nothing was sent")
        case .credential(let kind):
            Problem(
                .refused,
                "the text holds what looks like a credential (\(kind)); nothing was sent",
                hints: ["Name the variable or the file where it is kept, and send that."]
            )
        case .noMessage(let reference, let owner):
            Problem(
                .notFound,
                "no message \(reference) for \(owner)",
                hints: ["`gt mail inbox \(owner)` lists the messages."]
            )
        case .full(let recipient, let count):
            Problem(
                .conflict,
                "\(recipient) has \(count) unread messages and takes no more; nothing was sent",
                hints: ["`gt mail inbox \(recipient)` shows them."]
            )
        case .deep(let recipient, let count):
            Problem(
                .conflict,
                "\(recipient) has \(count) nudges waiting and takes no more; nothing was queued",
                hints: ["`gt mail send \(recipient) -s <subject>` waits until it is read."]
            )
        case .noAgent(let recipient):
            Problem(
                .usage,
                "\(recipient) is no agent and cannot be nudged; nothing was queued",
                hints: ["`gt mail send \(recipient) -s <subject>` sends mail."]
            )
        }
    }
}
