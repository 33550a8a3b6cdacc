"""Examples of every command, which end its help; a test runs them all in a throw-away register."""

EXAMPLES = {
    "init": """
        somei init register
        somei init --git
    """,
    "import": """
        somei import 15070-19.md --dry-run
        somei import incoming/
        somei import 15070-19.md --set subject="Summary of discussions" -m "the file was misread"
        somei import --table documents.csv --map Betreff=subject --dry-run
        somei import --table documents.csv --skip-faulty
    """,
    "add": """
        somei add 7126/20 --subject "State of play" --type NOTE --date 2020-04-02
        somei add 7127/20 --subject "Next steps" --code COSI --marking LIMITE --dry-run
        somei add 7128/20 --subject "Progress report" --file "2018/0330(COD)" --previous 7126/20
        somei add next --series WK --subject "Draft programme"
    """,
    "show": """
        somei show 15070/19
        somei show 12059/1/08 REV 1
        somei show 15070/19 --as html -o 15070-19.html
    """,
    "open": """
        somei open 15070/19
        somei open 15070/19 --lang fr --print
        somei open 15070/19 --file
    """,
    "list": """
        somei list --year 2019 --marking LIMITE
        somei list --body SOMEI --since 2020-01-01
        somei list --code COSI --format csv
    """,
    "search": """
        somei search terrorism
        somei search '"counter terrorism" interpol*'
        somei search COSI --year 2019
    """,
    "stats": """
        somei stats
        somei stats --by code --marking LIMITE
        somei stats --by type --format csv
    """,
    "export write": """
        somei export -o public
        somei export --format jsonld
        somei export write --format csv --at HEAD
        somei export --fields number,subject,body -o sheet.xlsx
        somei export --all --format csv
    """,
    "export check": """
        somei export check public
        somei export check public --json
    """,
    "edit": """
        somei edit 15070/19 subject="Summary of discussions" place=Brussels
        somei edit 15070/19 previous+=13735/19 -m "it is on page 1"
        somei edit 15070/19 --item 2 text=@notes.txt
        somei edit --where year=2019 --where type=NOTE place=Brussels --yes
        somei edit 15070/19 --confirm date -m "the paper says so"
        somei edit --from sheet.csv --dry-run
    """,
    "classify": """
        somei classify 15070/19 "COSI 254" --marking LIMITE
        somei classify 15070/19 JAI --dry-run
        somei classify 15070/19 --marking PUBLIC -m "the page says PUBLIC"
    """,
    "issue": """
        somei issue 15070/19 --date 2020-02-13
        somei issue "WK 3/26" --dry-run
    """,
    "withdraw": """
        somei withdraw 15070/19 -m "sent by mistake"
        somei withdraw 15070/19 -m "replaced by 15071/19" --dry-run
    """,
    "renumber": """
        somei renumber 15070/19 15079/19 -m "two digits in the wrong order"
        somei renumber 15070/19 15079/19 -m "two digits in the wrong order" --dry-run
    """,
    "codes list": """
        somei codes
        somei codes COSI
        somei codes list --format csv
    """,
    "codes add": """
        somei codes add DRONES "Unmanned aircraft"
        somei codes add HYBRID "Hybrid threats" --dry-run
    """,
    "codes edit": """
        somei codes edit COSI "Standing Committee on operational cooperation"
        somei codes edit JAI "Justice and Home Affairs" --dry-run
    """,
    "codes rename": """
        somei codes rename COSI COSII -m "misspelt when it was added" --dry-run
        somei codes rename JAIEX JAIX -m "it was typed wrongly" --dry-run
    """,
    "codes retire": """
        somei codes retire CATS --replaced-by COSI -m "joined by CM 1234/26"
        somei codes retire CATS -m "the committee no longer meets" --dry-run
    """,
    "bodies list": """
        somei bodies
        somei bodies SOMEI
    """,
    "bodies add": """
        somei bodies add HWP "Horizontal Working Party" --code COSI --also "Horizontal WP"
        somei bodies add ATC "Antarctic Working Party" --dry-run
    """,
    "bodies edit": """
        somei bodies edit SOMEI --also "Senior Officials"
        somei bodies edit SOMEI --code COSI --dry-run
    """,
    "access record": """
        somei access 15070/19 release --on 2020-06-02
        somei access 15070/19 partly-release --ground "4.3(i)"
        somei access 15070/19 refuse --ground 4.1a.1 --dry-run
    """,
    "access report": """
        somei access report
        somei access report --year 2019 --code COSI
        somei access report --format csv
    """,
    "xref add": """
        somei xref add 15070/19 13735/19
        somei xref add 15070/19 C-505/19 --item 1
    """,
    "xref remove": """
        somei xref remove 15070/19 13735/19
        somei xref remove 15070/19 13735/19 --dry-run
    """,
    "xref list": """
        somei xref 15070/19
        somei xref list 15070/19 --json
    """,
    "xref graph": """
        somei xref graph 15070/19
        somei xref graph --as svg
    """,
    "xref scan": """
        somei xref scan 15070-19.md
        somei xref scan 15070/19
    """,
    "thread": """
        somei thread 15070/19
        somei thread 15070/19 --format mermaid
    """,
    "request new": """
        somei request new 15070/19 13735/19 --received 2020-06-02
        somei request new 15070/19 --keep --dry-run
    """,
    "request show": """
        somei request show 2026/1
        somei request show 2026/1 --format markdown
    """,
    "request list": """
        somei request list
        somei request list --format csv
    """,
    "agenda create": """
        somei agenda create SOMEI 2026-12-04 --number 16000/26
        somei agenda create SOMEI 2026-12-04 --from 13735/19 --dry-run
    """,
    "agenda add-item": """
        somei agenda add-item 16000/26 "Counter Terrorism" --at 2 --doc 15070/19
        somei agenda add-item 16000/26 "State of play" --under 2
    """,
    "agenda edit-item": """
        somei agenda edit-item 16000/26 2 --title "Fight against terrorism"
        somei agenda edit-item 15070/19 2 --text @notes.txt --result "agreed"
    """,
    "agenda move-item": """
        somei agenda move-item 16000/26 3 --to 2
        somei agenda move-item 16000/26 3 --to 2 --dry-run
    """,
    "agenda remove-item": """
        somei agenda remove-item 16000/26 2
        somei agenda remove-item 16000/26 2 --dry-run
    """,
    "agenda withdraw-item": """
        somei agenda withdraw-item 13735/19 2 --reason "postponed to the next meeting"
        somei agenda withdraw-item 13735/19 4 --reason "dealt with in writing" --dry-run
    """,
    "agenda board": """
        somei agenda board 13735/19
        somei agenda board 13735/19 --fail-on warning --json
    """,
    "agenda issue": """
        somei agenda issue 16000/26
        somei agenda issue 16000/26 --date 2026-11-27 --dry-run
    """,
    "agenda revise": """
        somei agenda revise 13735/19
        somei agenda revise 13735/19 --dry-run
    """,
    "agenda adopt": """
        somei agenda adopt 13735/19 --on 2019-12-04
        somei agenda adopt 13735/19 --on 2019-12-04 --with "the addition of an item on Europol"
    """,
    "agenda outcome": """
        somei agenda outcome 13735/19 --number 15080/19
        somei agenda outcome 13735/19 --doc 15070/19
    """,
    "agenda compare": """
        somei agenda compare 15070/19
        somei agenda compare 13735/19 15070/19 --json
    """,
    "agenda show": """
        somei agenda 13735/19
        somei agenda show 15070/19 --json
    """,
    "agenda print": """
        somei agenda print 13735/19
        somei agenda print 13735/19 --as html -o agenda.html
    """,
    "agenda pack": """
        somei agenda pack 13735/19 -o papers.zip
        somei agenda pack 13735/19 --dry-run
        somei agenda pack 13735/19 --for public --dry-run --json
    """,
    "followup add": """
        somei followup add "Report on the pilot" --doc 15070/19 --item 2 --due 2020-06-30 --who Europol
        somei followup add "Send comments" --doc 15070/19 --item 2 --due "in two weeks"
    """,
    "followup list": """
        somei followup list
        somei followup list --overdue --body SOMEI
        somei followup list --doc 15070/19 --state all
    """,
    "followup done": """
        somei followup done "15070/19#2.1" --reason "The report is 7120/20"
        somei followup done "15070/19#2.1" --on 2020-06-30 --dry-run
    """,
    "followup move": """
        somei followup move "15070/19#2.1" --due 2020-09-30 --reason "Europol needs more time"
        somei followup move "15070/19#2.1" --due next-meeting --dry-run
    """,
    "followup drop": """
        somei followup drop "15070/19#2.1" --reason "Overtaken by the recast"
        somei followup drop "15070/19#2.1" --reason "Europol left the project" --dry-run
    """,
    "followup carry": """
        somei followup carry 16000/26
        somei followup carry 16000/26 --dry-run
    """,
    "followup scan": """
        somei followup scan 15070/19
        somei followup scan 15070/19 --take all --dry-run
    """,
    "number next": """
        somei number next
        somei number next --series WK --dry-run
    """,
    "number reserve": """
        somei number reserve 7130/20 7131/20
        somei number reserve --count 2 --series WK
    """,
    "number release": """
        somei number release 7130/20 -m "the note was not written"
        somei number release "WK 3/26" -m "not needed" --dry-run
    """,
    "number list": """
        somei number list
        somei number list --gaps --series WK
    """,
    "meeting list": """
        somei meeting list
        somei meeting list --body SOMEI --since 2019-01-01
    """,
    "meeting show": """
        somei meeting SOMEI 2019-12-04
        somei meeting 13735/19
    """,
    "calendar": """
        somei calendar -o somei.ics
        somei calendar --body SOMEI
    """,
    "site build": """
        somei site build -o site
        somei site build -o site --at HEAD
    """,
    "site check": """
        somei site check site
        somei site check site --json
    """,
    "status": """
        somei status
        somei status --json
    """,
    "log": """
        somei log
        somei log 15070/19
        somei log --since 2020-01-01
        somei log --by Ben --limit 5
    """,
    "digest": """
        somei digest --since yesterday
        somei digest --since 2020-04-01 --code COSI --format markdown
        somei digest --since HEAD --json
    """,
    "history": """
        somei history 15070/19
        somei history 15070/19 --field subject
        somei history 15070/19 --by Ben --since 2020-01-01
        somei history 15070/19 --json
    """,
    "diff": """
        somei diff
        somei diff HEAD
        somei diff HEAD..HEAD --json
    """,
    "compare": """
        somei compare 13735/19 15070/19
        somei compare 13735/19 15070/19 --json
    """,
    "review": """
        somei review HEAD
        somei review HEAD --json
    """,
    "undo": """
        somei undo --dry-run
        somei undo -m "entered twice"
    """,
    "blame": """
        somei blame 15070/19
        somei blame 15070/19 --json
    """,
    "resolve": """
        somei resolve 15070/19
        somei resolve 15070/19 --take theirs --field subject
    """,
    "sync": """
        somei sync
        somei sync --dry-run
        somei sync --take theirs --field subject
        somei sync --drop HEAD -m "the serial was taken"
    """,
    "check": """
        somei check
        somei check 15070/19 --fail-on warning
        somei check --select XREF --format concise
        somei check --fix --dry-run
    """,
    "nightly": """
        somei nightly github
        somei nightly cron
    """,
    "explain": """
        somei explain XREF001
        somei explain 6110/1/20 REV 1
        somei explain LIMITE
    """,
    "format": """
        somei format --check
        somei format --dry-run
    """,
    "schema": """
        somei schema
        somei schema --settings
    """,
    "git merge": "somei git merge base.toml ours.toml theirs.toml",
    "git text": "somei git text ours.toml",
    "doctor": """
        somei doctor
        somei doctor --repair
    """,
    "completion": """
        somei completion bash
        somei completion zsh
        somei completion fish
    """,
    "help": """
        somei help
        somei help first-day
        somei help numbers
        somei help agenda create
    """,
}
"""Examples of each command, by its words."""
