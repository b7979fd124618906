import Arguments
import Testing

@Suite struct RequestTests {
    private func words(_ line: String) -> [String] { line.isEmpty ? [] : line.components }

    private func list(_ words: [String]) throws -> String {
        guard case .run(let list as SampleTool.List, _, _) = try SampleTool.request(words) else { return "another" }
        return list.text1
    }

    @Test(arguments: [
        ("list", "open"),
        ("ls", "open"),
        ("list -p1 x", "p1 open <x>"),
        ("list -p=1 --tree=false", "p1 open flat"),
        ("list -p 1 --priority=2", "p2 open"),
        ("list -p -1", "p-1 open"),
        ("list -aqp 2", "p2 open all quiet"),
        ("list -aqp2", "p2 open all quiet"),
        ("list -a=false -q=true", "open quiet"),
        ("list x --status closed y", "closed <x> <y>"),
        ("list -l a,b --label=c", "open la lb lc"),
        ("list -l a,,b", "open la l lb"),
        ("list --label=", "open"),
        ("list --label=\"a,b\",c", "open la,b lc"),
        ("list --set a=1,2 --set=b=3", "open sa=1,2 sb=3"),
        ("list --body x", "dx open"),
        ("list --description=a=b", "da=b open"),
        ("list --status=", ""),
        ("list --gate", "gall open"),
        ("list --gate any", "gall open <any>"),
        ("list --gate=any", "gany open"),
        ("list -- -p1 --all", "open <-p1> <--all>"),
        ("list -d --all", "d--all open"),
        ("list -", "open <->"),
        ("list -5", "open <-5>"),
        ("list -.5", "open <-.5>"),
        ("--json list x", "open <x>"),
        ("--db list list x --json", "open <x>"),
        ("--db=/x list --inner", "open"),
    ])
    func readsTheFormsOfGoFlags(_ line: String, _ expected: String) throws {
        #expect(try list(words(line)) == expected)
    }

    @Test(arguments: ["-5 degrees below", "- a point", "--- a line", "-x as a letter", "", "-- dashes"])
    func takesTextsThatCanBeNoFlagAsWords(_ text: String) throws {
        #expect(try list(["list", text]) == "open <\(text)>")
    }

    @Test func fillsTheGlobalsWhereverTheyStand() throws {
        let lines = [
            "--db /x list --json", "list --json --db=/x", "--json --db /x dep add a b", "dep --json --db /x add a b",
        ]
        for line in lines {
            guard case .run(_, let root, _) = try SampleTool.request(words(line)) else {
                Issue.record("no request: \(line)")
                continue
            }
            #expect(root.json && root.database == "/x", "\(line)")
        }
    }

    @Test func runsGroupsThatAreCommands() throws {
        guard case .run(let dep as SampleTool.Dep, _, let path) = try SampleTool.request(words("dep a -b c")) else {
            Issue.record("another command")
            return
        }
        #expect(dep.id == "a" && dep.blocks == "c" && path == ["tool", "dep"])
        let line = words("dep --db add add x y --type related")
        guard case .run(let add as SampleTool.Dep.Add, _, _) = try SampleTool.request(line) else {
            Issue.record("another command")
            return
        }
        #expect(add.from == "x" && add.to == "y" && add.kind == .related)
    }

    @Test func runsTheDefaultSubcommand() throws {
        for line in ["mail --unread ana", "mail inbox ana --unread"] {
            guard case .run(let inbox as SampleTool.Mail.Inbox, _, let path) = try SampleTool.request(words(line))
            else {
                Issue.record("another command")
                return
            }
            #expect(inbox.unread && inbox.who == "ana" && path == ["tool", "mail", "inbox"])
        }
    }

    @Test(arguments: [
        ("1h", 3600.0), ("1.5h", 5400), ("2h45m", 9900), ("300ms", 0.3), ("-30s", -30), ("0", 0), ("+1m", 60),
    ])
    func readsDurationsAsGoDoes(_ text: String, _ seconds: Double) throws {
        let request = try SampleTool.request(["wait", "--for", text])
        guard case .run(let wait as SampleTool.Wait, _, _) = request else { return }
        #expect(wait.time == .milliseconds(Int(seconds * 1000)))
    }

    @Test(arguments: [
        ("0x10", 16), ("0X1f", 31), ("0o17", 15), ("017", 15), ("0b101", 5), ("1_000", 1000), ("0x_f_f", 255),
        ("+7", 7), ("-0x10", -16), ("0", 0), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ])
    func readsWholeNumbersAsGoDoes(_ text: String, _ number: Int) { #expect(Int(argument: text) == number) }

    @Test(arguments: [
        "", "-", "0x", "08", "0b2", "_1", "1_", "1__0", "0x__1", "+-1", "0x+1", "1.0", "9223372036854775808",
    ])
    func refusesOtherNumbers(_ text: String) { #expect(Int(argument: text) == nil) }

    @Test(arguments: [
        ("li", ["tool", "list"]), ("m s", ["tool", "mail", "send"]), ("d a x y", ["tool", "dep", "add"]),
        ("ls", ["tool", "list"]),
    ])
    func matchesUnambiguousBeginningsAtEveryLevel(_ line: String, _ path: [String]) throws {
        if line == "li" {
            let summary = "ambiguous command \"li\" for \"tool\": list, liaise"
            #expect(throws: Misuse(summary, hints: ["Did you mean `tool list`?", "Did you mean `tool liaise`?"])) {
                try PrefixTool.request(words(line))
            }
            return
        }
        guard case .run(_, _, let found) = try PrefixTool.request(words(line)) else { return }
        #expect(found == path)
    }

    @Test(arguments: [
        ("list --statsu open", "unknown flag: --statsu", ["Did you mean `--status`?"]),
        ("list --jsn", "unknown flag: --jsn", ["Did you mean `--json`?"]),
        ("list --version", "unknown flag: --version", []),
        ("list -xa", "unknown shorthand flag: 'x' in -xa", []),
        ("lst", "unknown command \"lst\" for \"tool\"", ["Did you mean `tool list`?"]),
        ("lis", "unknown command \"lis\" for \"tool\"", ["Did you mean `tool list`?"]),
        ("frob", "unknown command \"frob\" for \"tool\"", ["`tool --help` lists the commands."]),
        ("help lst", "unknown command \"lst\" for \"tool\"", ["Did you mean `tool list`?"]),
        ("list -p high", "invalid argument \"high\" for \"-p, --priority\" flag: expected int", []),
        ("list --all=maybe", "invalid argument \"maybe\" for \"-a, --all\" flag: expected bool", []),
        ("dep add x y --type z", "invalid argument \"z\" for \"--type\" flag: expected one of blocks, related", []),
        ("wait --for 3", "invalid argument \"3\" for \"--for\" flag: expected duration", []),
        ("list --priority", "flag needs an argument: --priority", []),
        ("liaise", "required flag(s) \"to\" not set", []),
        ("wait --for 1s -ab", "--a and --b exclude each other", []),
        ("dep add x", "<to> is missing", ["`tool dep add --help` shows what it takes."]),
        ("dep add x y z", "unexpected word \"z\"", ["`tool dep add --help` shows what it takes."]),
    ])
    func saysWhatIsWrong(_ line: String, _ summary: String, _ hints: [String]) {
        #expect(throws: Misuse(summary, hints: hints)) { try SampleTool.request(words(line)) }
    }
}

extension String {
    fileprivate var components: [String] { split(separator: " ").map(String.init) }
}
