import Arguments
import Testing

@Suite struct HelpTests {
    private func help(_ words: String..., columns: Int = 60) throws -> String {
        guard case .help(let command, let path) = try SampleTool.request(words) else { return "no help" }
        return command.help(path: path, root: SampleTool.self, columns: columns)
    }

    @Test func showsSectionsAndGlobalFlags() throws {
        #expect(
            try help("--help") == """
                Sample

                Usage:
                  tool [flags]
                  tool <command>

                Commands:
                  list    List what there is
                  dep     Tie things together
                  liaise  Talk to others
                  mail    Read mail
                  wait    Wait

                Flags:
                      --json       Print JSON
                      --db string  Path of the database
                  -V, --version    Print the version

                `tool <command> --help` tells more about a command.

                """
        )
    }

    @Test func wrapsBelowItself() throws {
        #expect(
            try help("help", "dep", "add", columns: 50) == """
                Add a tie

                Usage:
                  tool dep add <from> <to> [flags]

                Arguments:
                  <from>  From
                  <to>    To

                Flags:
                      --type string  Kind (one of blocks, related)
                                     (default blocks)

                Global flags:
                      --json       Print JSON
                      --db string  Path of the database

                """
        )
    }

    @Test(arguments: [["list", "-h"], ["list", "--nope=1", "--help"], ["help", "ls"], ["--help", "list"]])
    func isGivenWhereverItIsAsked(_ words: [String]) throws {
        if words.contains("--nope=1") {
            #expect(throws: Misuse.self) { try SampleTool.request(words) }
            return
        }
        guard case .help(let command, let path) = try SampleTool.request(words) else {
            Issue.record("no help")
            return
        }
        #expect(command.name == "list" && path == ["tool", "list"])
    }

    @Test func breaksLinesAtBlanksOnly() {
        let lines = wrapped("aa bb cc\n  x  y zz 12345\nunbreakable", columns: 6)
        #expect(lines == ["aa bb", "cc", "  x  y zz 12345", "unbreakable"])
    }
}
