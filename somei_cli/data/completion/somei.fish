# Completion of somei for fish. It reads file names, vocabulary and follow-ups, runs no program and evaluates nothing.
function __somei_words
    switch $argv[1]
@FISH_CASES@
    end
end

# The folder that -C names on the command line.
function __somei_named_folder
    set -l typed (commandline -opc)
    for at in (seq 2 (count $typed))
        switch $typed[$at]
            case -C --register
                test $at -lt (count $typed); and string replace -r '^~/' "$HOME/" -- $typed[(math $at + 1)]
            case '--register=*'
                string replace -r '^--register=(~/)?' (test (string sub -s 12 -l 2 -- $typed[$at]) = '~/'; and echo "$HOME/"; or echo '') -- $typed[$at]
        end
    end
end

function __somei_register
    set -l folder $PWD
    set -q SOMEI_REGISTER[1]; and set folder $SOMEI_REGISTER
    set -l named (__somei_named_folder)
    test -n "$named"; and set folder $named
    string match -q '/*' -- $folder; or set folder $PWD/$folder
    while test -n "$folder"
        if test -f $folder/somei.toml
            echo $folder
            return
        end
        if test -e $folder/.git
            test -f $folder/register/somei.toml; and echo $folder/register
            return
        end
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
end

# The documents whose numbers begin so, each as its number and its file with a tab between.
function __somei_documents
    set -l parts (string match -r '^(?:([A-Z]{1,5})|(?:([A-Z]{2,5}) )?([0-9]{1,5})(/[0-9/]*(?: [A-Z0-9 ]*)?)?)$' -- $argv[1])
    set -l root (__somei_register)
    test (count $parts) -gt 0 -a -n "$root"; or return
    set -l series (string match -r '^[A-Z]+' -- $argv[1]; or echo ST)
    set -l digits (string match -r '(?:^| )([0-9]{1,5})' -- $argv[1])[2]
    set -l files
    if test -z "$digits"
        test (count $root/documents/*/*/) -le 500; and set files $root/documents/*/*/$series*.toml
    else
        # The folders in which numbers lie that begin so. Behind a slash the number is whole; and in a large register
        # one or two figures are the beginning of too many.
        set -l zeros 00000
        set -l length (string length -- $digits)
        set -l folders (string sub -l 3 -- (string sub -s (math $length + 1) -- $zeros)$digits)
        if not string match -q '*/*' -- $argv[1]; and test $length -gt 2 -a $length -lt 5
            set -a folders (string sub -l 3 -- (string sub -s (math $length + 2) -- $zeros)$digits)
            test $length -eq 3; and set -a folders $digits
        end
        set files $root/documents/*/$folders/$series-$digits*.toml
        if test $length -lt 3; and test (count $root/documents/*/*/) -le 500
            set files $root/documents/*/*/$series-$digits*.toml
        end
    end
    for file in $files
        set -l name (string match -r '/([A-Z]{2,5})-([0-9]{1,5})-[0-9]{2}([0-9]{2})-(?:INIT|([A-Z]{3}-[0-9]{1,3}(?:-[A-Z]{3}-[0-9]{1,3})*))\.toml$' -- $file)
        test (count $name) -ge 4; or continue
        set -l revision (string replace -rf '^REV-([0-9]+).*' '/$1' -- "$name[5]")
        set -l number (string trim -- "$name[3]$revision/$name[4] "(string replace -a - ' ' -- "$name[5]"))
        test $name[2] = ST; or set number "$name[2] $number"
        test (string sub -l (string length -- $argv[1]) -- $number) = $argv[1]; and printf '%s\t%s\n' $number $file
    end
end

function __somei_numbers
    test -n "$argv[1]"; and __somei_documents $argv[1] | string replace -r '\t.*' ''
end

# The follow-ups of the documents whose numbers begin so: 15070/19#2.1 is the first of item 2, 15070/19#2/1.1 that of
# the first line below it.
function __somei_followups
    test -n "$argv[1]"; or return
    for document in (__somei_documents (string replace -r '#.*' '' -- $argv[1]))
        set -l parts (string split -m 1 \t -- $document)
        set -l item ''
        set -l place 0
        set -l count 0
        set -l below 0
        while read -l line
            switch $line
                case '*[items]]'
                    set item ''
                    set place 0
                    set count 0
                    set below 0
                case 'number = "*'
                    test -z "$item"; and set item (string replace -rf '^number = "([A-Za-z0-9. ]{1,12})"$' '$1' -- $line)
                case '*[items.subitems]]'
                    set place (math $place + 1)
                    set below 0
                case '*[items.subitems.follow_ups]]'
                    set below (math $below + 1)
                    test -n "$item"; and echo "$parts[1]#$item/$place.$below"
                case '*[items.follow_ups]]'
                    set count (math $count + 1)
                    test -n "$item"; and echo "$parts[1]#$item.$count"
            end
        end <$parts[2]
    end
end

# The keys of a list of the vocabulary.
function __somei_vocabulary
    set -l root (__somei_register)
    test -f "$root/vocabulary/$argv[1]"; or return
    string replace -rf "^$argv[2] = \"([A-Za-z0-9 '/().,-]{1,80})\"\$" '$1' <$root/vocabulary/$argv[1]
end

function __somei_codes
    set -l root (__somei_register)
    test -f "$root/vocabulary/subject_codes.toml"; or return
    string replace -rf '^"?([A-Z][A-Z0-9 /-]{0,30})"? = .*$' '$1' < $root/vocabulary/subject_codes.toml
end

function __somei_searches
    set -l root (__somei_register)
    set -l table ''
    test -f "$root/somei.toml"; or return
    while read -l line
        string match -q -- '[*' "$line"; and set table "$line"
        test "$table" = '[searches]'; or continue
        string replace -rf '^([A-Za-z0-9][A-Za-z0-9_-]{0,63}) = .*$' '@$1' -- "$line"
    end < $root/somei.toml
end

# What may be typed where these words stand in the list; a word with @ stands for what is looked up.
function __somei_expand
    for word in (string split -n ' ' -- $argv[2])
        switch $word
            case @files
                for file in $argv[1]*
                    test -d $file; and echo $file/; or echo $file
                end
            case @folders
                for file in $argv[1]*/
                    echo $file
                end
            case @numbers
                __somei_numbers $argv[1]
            case @codes
                string match -qr '^[A-Z]' -- $argv[1]; or test -n "$argv[3]"; and __somei_codes
            case @bodies
                __somei_vocabulary bodies.toml key
            case @types
                __somei_vocabulary document_types.toml heading
            case @followups
                __somei_followups $argv[1]
            case @searches
                string match -q '@*' -- $argv[1]; and __somei_searches
            case '*'
                string replace -a '~' ' ' -- $word
        end
    end
end

function __somei_complete
    set -l typed (commandline -opc)
    set -l current (string replace -r '^["\']' '' -- (commandline -ct))
    set -l before $typed[-1]
    set -l prefix ''
    if string match -q -- '--*=*' $current
        set before (string split -m 1 = -- $current)[1]
        set prefix $before=
        set current (string split -m 1 = -- $current)[2]
    end
    # Fish itself would also offer what holds the typed letters somewhere.
    set -l begins '^'(string escape --style=regex -- "$current")'.*'
    set -l path ''
    set -l is_folder 0
    for word in $typed[2..]
        if test $is_folder -eq 1
            set is_folder 0
            continue
        end
        string match -qr -- '^(-C|--register)$' $word; and set is_folder 1
        string match -q -- '-*' $word; and continue
        set -l longer (string trim -- "$path $word")
        test -n "$(__somei_words $longer)"; and set path $longer
    end
    if string match -q -- '-*' $before
        set -l values (__somei_words "$path $before")
        test -n "$values"; or set values (__somei_words $before)
        if test -n "$values"
            for word in (__somei_expand "$current" "$values" value | string match -r -- $begins)
                echo $prefix$word
            end
            return
        end
    end
    set -l values (__somei_words "$path @")
    if string match -qr -- '^[A-Z]{2,5}$|/[0-9]{2}$' $before; and string match -qr -- '(^| )@numbers( |$)' "$values"
        # A number in several words: CM 1456/20, 6110/1/20 REV 1.
        set -l start "$before "
        for word in (__somei_numbers "$start$current")
            string sub -s (math (string length -- $start) + 1) -- $word
        end
    end
    set -l kinds "$(__somei_words $path) $values"
    __somei_expand "$current" $kinds | string match -r -- $begins
end
complete -c somei -f -a '(__somei_complete)'
