import JSON
import Ledger
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch) struct MailCommandTests {
    private func id(_ number: Int, _ gt: TownRun) throws -> BeadID {
        try gt.town.stores().hq().read.messages(to: .mayor, .unread, .read)[number].id
    }

    @Test func sendsListsAndReads() throws {
        let gt = try TownRun()
        #expect(
            gt("mail", "send", "mayor/", "-s", "Hello", "-m", "First letter").description == """
                status: 0
                --- output
                ✓ Message sent to mayor
                  Subject: Hello
                --- notes

                """
        )
        let second = gt(
            "mail",
            "send",
            "mayor",
            "-s",
            "Urgent",
            "--stdin",
            "--priority",
            "0",
            "--type",
            "task",
            input: "2\n"
        )
        #expect(second.output == "✓ Message sent to mayor\n  Subject: Urgent\n  Type: task\n")
        let (urgent, hello) = (try id(0, gt), try id(1, gt))
        #expect(
            gt("mail", "inbox", in: "mayor").description == """
                status: 0
                --- output
                📬 Inbox: mayor (2 messages, 2 unread)

                  1. ● Urgent [task] !
                      \(urgent) from overseer
                      2026-01-02 03:06
                  2. ● Hello
                      \(hello) from overseer
                      2026-01-02 03:05
                --- notes

                """
        )
        let read = gt("mail", "read", "1", in: "mayor")
        let thread = try #require(try gt.town.stores().hq().read.message(urgent).first?.thread)
        #expect(
            read.description == """
                status: 0
                --- output
                Subject: Urgent [task] [URGENT]

                From: overseer
                To: mayor
                Date: 2026-01-02 03:06:05
                ID: \(urgent)
                Thread: \(thread)

                2
                --- notes

                """
        )
        #expect(gt("mail", "inbox", "-u", in: "mayor").output.contains("1. ● Hello"))
        #expect(gt("mail", "inbox", in: "mayor").output.hasPrefix("📬 Inbox: mayor (2 messages, 1 unread)"))
    }

    @Test func anEmptyInboxIsAnEmptyList() throws {
        let gt = try TownRun()
        #expect(
            gt("mail", "inbox").description == """
                status: 0
                --- output
                📬 Inbox: overseer (0 messages, 0 unread)

                  (no messages)
                --- notes

                """
        )
        #expect(gt("mail", "inbox", "--json").description == "status: 0\n--- output\n[]\n--- notes\n")
    }

    @Test func jsonHasEveryKeyOfTheTown() throws {
        let gt = try TownRun()
        let sent = gt("mail", "send", "mayor/", "-s", "Hello", "-m", "x", "--json")
        let id = try id(0, gt)
        #expect(
            try JSON.parse(sent.output) == [
                "subject": "Hello", "sent": [["to": "mayor", "id": .string(id.description)]],
            ]
        )
        let inbox = try JSON.parse(gt("mail", "inbox", "--json", in: "mayor").output).array?.first
        let names = Set(inbox?.members?.map(\.name) ?? [])
        #expect(names.isSuperset(of: ["id", "from", "subject", "priority", "type", "read", "sent"]))
        let read = try JSON.parse(gt("mail", "read", id.description, "--json", in: "mayor").output)
        let readNames = Set(read.members?.map(\.name) ?? [])
        #expect(readNames.isSuperset(of: names.union(["body", "thread", "reply_to"])))
        #expect(read["read"] == true && read["priority"] == "normal" && read["sent"] == "2026-01-02T03:05:05Z")
        #expect(
            gt("mail", "check", "--json", in: "mayor").output
                == "{\n  \"address\": \"mayor\",\n  \"has_new\": false,\n  \"unread\": 0\n}\n"
        )
    }

    @Test(arguments: [
        (
            ["nosuch/place", "-s", "x"], 1,
            "unknown recipient: nosuch/place (no matching agent or workspace found); nothing was sent"
        ),
        (["mayr", "-s", "x"], 1, "unknown recipient: mayr (no matching agent or workspace found); nothing was sent"),
        (["shop", "-s", "x"], 1, "shop is a rig, and nobody reads its mail; nothing was sent"),
        (["mayor", "-m", "x"], 2, "required flag(s) \"subject\" not set"),
        (["mayor", "-s", ""], 2, "a message needs a subject; nothing was sent"),
        (["-s", "x"], 2, "no recipient was named"),
        (
            ["mayor", "-s", "x", "--type", "tusk"], 2,
            "invalid type \"tusk\" (valid: notification, task, reply, escalation, scavenge)"
        ),
        (
            ["mayor", "-s", "x", "--priority", "9"], 2,
            "invalid argument \"9\" for \"--priority\" flag: expected priority (0-4 or P0-P4, not words like high/medium/low)"
        ),
        (["mayor", "-s", "x", "-m", "a", "--stdin"], 2, "--message and --stdin exclude each other"),
        (["mayor", "-s", "x", "--ttl", "soon"], 2, "invalid argument \"soon\" for \"--ttl\" flag: expected duration"),
        (["mayor", "-s", "x", "--reply-to", "hq-none"], 1, "no message hq-none for mayor"),
        (
            ["mayor", "-s", "x", "-m", "PASSWORD=a1b2c3d4e5f6"], 1,
            "the text holds what looks like a credential (secret); nothing was sent"
        ),
    ]) func oneClearErrorForBadInput(arguments: [String], status: Int32, summary: String) throws {
        let gt = try TownRun()
        let run = gt.run(["mail", "send"] + arguments)
        #expect(run.status == status && run.output.isEmpty)
        #expect(run.notes.split(separator: "\n").first.map(String.init) == "Error: \(summary)")
        #expect(run.notes.split(separator: "\n").filter { $0.hasPrefix("Error") }.count == 1)
        #expect(try gt.town.stores().hq().read.messages(to: .mayor, .unread, .read, .dead).isEmpty)
        let json = try JSON.parse(gt.run(["mail", "send"] + arguments + ["--json"]).output)
        #expect(json["error"]?.string == summary)
    }

    @Test func namesWhoWasMeant() throws {
        let gt = try TownRun()
        #expect(gt("mail", "send", "mayr", "-s", "x").notes.hasSuffix("Hint: Did you mean `mayor`?\n"))
        _ = try gt.town.sling(try gt.town.task("sh-a"), incarnation: try #require(Incarnation("mwq68crp01")))
        #expect(gt("mail", "send", "shop/furios", "-s", "x").notes.hasSuffix("Hint: Did you mean `shop/furiosa`?\n"))
        #expect(
            gt("mail", "send", "shop/furiosa/", "-s", "x").output.hasPrefix("✓ Message sent to shop/polecats/furiosa\n")
        )
    }

    @Test func saysWhereNobodyReads() throws {
        let gt = try TownRun()
        let service = gt("mail", "send", "shop/witness", "-s", "x")
        let note = "Note: shop/witness is a service and reads no mail; the message is kept in its inbox."
        #expect(service.status == 0 && service.notes.hasPrefix(note), "\(service)")
        #expect(gt("mail", "inbox", "shop/witness").output.contains("1 messages, 1 unread"))
        #expect(gt("mail", "send", "shop/witness", "-s", "x", "-q").notes == "")
        _ = try gt.town.sling(try gt.town.task("sh-a"), incarnation: try #require(Incarnation("mwq68crp01")))
        #expect(gt("mail", "send", "shop/furiosa", "-s", "x").notes == "")
    }

    @Test func humanAndSelfAreAddresses() throws {
        let gt = try TownRun()
        let run = gt("mail", "send", "--human", "--self", "--cc", "deacon", "-s", "x", in: "mayor")
        #expect(
            run.output
                == "✓ Message sent to deacon\n✓ Message sent to overseer\n✓ Message sent to mayor\n  Subject: x\n"
        )
        #expect(gt("mail", "inbox", "--json").output.contains("\"from\": \"mayor\""))
    }

    @Test func onlyTheRecipientsReadingCounts() throws {
        let gt = try TownRun()
        _ = gt("mail", "send", "mayor", "-s", "Hello")
        let id = try id(0, gt)
        #expect(gt("mail", "read", id.description).status == 0)
        #expect(
            gt("mail", "check", in: "mayor").description == "status: 0\n--- output\n📬 1 unread message(s)\n--- notes\n"
        )
        let foreign = gt("mail", "read", id.description, in: "deacon")
        #expect(foreign.status == 1 && foreign.notes.hasPrefix("Error: no message \(id) for deacon\n"))
        #expect(gt("mail", "read", "--identity", "mayor", "1", in: "deacon").status == 0)
        #expect(gt("mail", "check", in: "mayor").status == 0)
        _ = gt("mail", "read", "1", in: "mayor")
        #expect(gt("mail", "check", in: "mayor").description == "status: 1\n--- output\nNo unread mail\n--- notes\n")
    }

    @Test func injectTellsOnceAndIsSilentOutside() throws {
        let gt = try TownRun()
        let incarnation = try #require(Incarnation("mwq68crp01"))
        let worker = try gt.town.sling(try gt.town.task("sh-a"), incarnation: incarnation, to: "claude")
        let role = ["GT_ROLE": try #require(worker.address).description]
        #expect(gt("mail", "check", "--inject", environment: role).description == "status: 0\n--- output\n--- notes\n")
        _ = gt("mail", "send", "shop/furiosa", "-s", "Hello")
        _ = gt("nudge", "shop/furiosa", "look <here>", in: "mayor")
        let told = gt("mail", "check", "--inject", in: "shop", environment: role)
        let address = try #require(worker.address)
        let id = try #require(try gt.town.stores().hq().read.messages(to: address, .unread).first?.id)
        #expect(
            told.description == """
                status: 0
                --- output
                <system-reminder>
                You have 1 unread message(s). Check them before going idle.

                - \(id) from overseer: Hello

                Run 'gt mail read <id>' to read one, 'gt mail inbox' to see all.
                </system-reminder>

                <system-reminder>
                QUEUED NUDGE (1 message(s)):

                [from mayor] look <here>

                Go on with your current work unless a nudge says otherwise.
                </system-reminder>
                --- notes

                """
        )
        #expect(gt("mail", "check", "--inject", environment: role).output == "")
        #expect(
            gt("mail", "check", "--inject", in: "/", environment: role).description
                == "status: 0\n--- output\n--- notes\n"
        )
        #expect(gt("mail", "inbox", in: "/").status == 1)
    }

    /// After a tool only what is new is told, as an object of the program's; urgent mail is not told again and again.
    @Test func tellsBetweenTwoSteps() throws {
        let gt = try TownRun()
        let worker = try gt.town.sling(try gt.town.task("sh-a"), incarnation: try #require(Incarnation("mwq68crp01")))
        let role = ["GT_ROLE": try #require(worker.address).description]
        func afterTool() -> ToolRun {
            gt("mail", "check", "--inject", "--event", "PostToolUse", in: "shop", environment: role)
        }
        #expect(afterTool().description == "status: 0\n--- output\n--- notes\n")
        _ = gt("mail", "send", "shop/furiosa", "-s", "Fire", "--urgent")
        _ = gt("nudge", "shop/furiosa", "look \"here\"", in: "mayor")
        let told = try? JSON.parse(afterTool().output)["hookSpecificOutput"]
        #expect(told?["hookEventName"] == "PostToolUse")
        let text = try #require(told?["additionalContext"]?.string)
        #expect(text.contains("[from mayor] look \"here\"") && text.contains("Fire"), "\(text)")
        #expect(afterTool().output == "")
        _ = gt("nudge", "shop/furiosa", "and there", in: "mayor")
        let second = afterTool().output
        #expect(second.contains("and there") && !second.contains("Fire"), "\(second)")
        #expect(gt("mail", "check", "--inject", in: "shop", environment: role).output.contains("Fire"))
        let twoLines = gt("mail", "send", "mayor", "-s", "a\nb")
        #expect(twoLines.status == 2 && twoLines.notes.contains("a subject is one line"), "\(twoLines)")
        #expect(gt("mail", "check", "--inject", "--event", "Stop").status == 2)
    }

    @Test func whatExpiresComesBackToItsSender() throws {
        let gt = try TownRun()
        _ = gt("mail", "send", "mayor", "-s", "Quick", "--ttl", "10m")
        gt.time.pause(.seconds(600))
        #expect(gt("mail", "check", in: "mayor").status == 1)
        #expect(gt("mail", "inbox", "-u").output.contains("1. ● Not read in time: Quick\n"))
    }
}
