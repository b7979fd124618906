import ShellAgent
import Testing

@Suite struct ShellScriptTests {
    private func blocks(_ text: String) throws -> [ShellBlock] { try ShellScript(text).blocks }

    @Test func readsShBlocksAndNoOthers() throws {
        let text = """
            Rename it.

            ```sh
            echo one
            ```
            ```python
            print("no")
            ```
            and ``` in a line is prose
            ~~~sh limit=30s
            echo two
            ```
            ~~~~
            """
        #expect(
            try blocks(text) == [
                ShellBlock(number: 1, text: "echo one\n"),
                ShellBlock(number: 2, text: "echo two\n```\n", limit: .seconds(30)),
            ]
        )
    }

    @Test func takesTheIndentOfAFenceInAListAway() throws {
        #expect(
            try blocks("- do\n  ```sh\n  if true; then\n    echo a\n  fi\n  ```\n").first?.text
                == "if true; then\n  echo a\nfi\n"
        )
    }

    @Test func readsLinesThatEndInTwoCharacters() throws {
        #expect(try blocks("do\r\n```sh\r\necho a\r\n\r\necho b\r\n```\r\n").first?.text == "echo a\n\necho b\n")
    }

    @Test func aShBlockInsideAnotherFenceIsText() throws {
        #expect(try blocks("````markdown\n```sh\nrm x\n```\n````\n").isEmpty)
    }

    @Test func refusesWhatNobodyWrote() {
        #expect(throws: ScriptFault.unclosed(line: 2)) { try blocks("a\n```sh\necho\n") }
        #expect(throws: ScriptFault.unknownWord("limit=soon", line: 1)) { try blocks("```sh limit=soon\necho\n```") }
        #expect(throws: ScriptFault.unknownWord("fast", line: 1)) { try blocks("```sh fast\necho\n```") }
    }

    @Test func anUnclosedBlockOfAnotherLanguageIsProse() throws {
        #expect(try blocks("```\nlog\n").isEmpty)
    }

    @Test func namesABlockByItsFirstCommand() {
        #expect(ShellBlock(number: 1, text: "\n# why\nmake all\n").firstLine == "make all")
    }
}
