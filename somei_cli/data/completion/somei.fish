# Completion of somei for fish. It reads file names and one vocabulary file, runs no program and evaluates nothing.
function __somei_words
    switch $argv[1]
@FISH_CASES@
    end
end

function __somei_register
    set -l folder $PWD
    set -q SOMEI_REGISTER[1]; and set folder $SOMEI_REGISTER
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

function __somei_numbers
    set -l digits (string match -r '^[0-9]{1,5}' -- $argv[1])
    set -l root (__somei_register)
    test -n "$digits" -a -n "$root"; or return
    # The folders in which numbers lie that begin so. Behind a slash the number is whole; and in a large register one
    # or two figures are the beginning of too many.
    set -l zeros 00000
    set -l length (string length -- $digits)
    set -l folders (string sub -l 3 -- (string sub -s (math $length + 1) -- $zeros)$digits)
    if not string match -q '*/*' -- $argv[1]; and test $length -gt 2 -a $length -lt 5
        set -a folders (string sub -l 3 -- (string sub -s (math $length + 2) -- $zeros)$digits)
        test $length -eq 3; and set -a folders $digits
    end
    set -l files $root/documents/*/$folders/ST-$digits*.toml
    if test $length -lt 3; and test (count $root/documents/*/*/) -le 500
        set files $root/documents/*/*/ST-$digits*.toml
    end
    for file in $files
        set -l name (string replace -r '^.*/' '' -- $file)
        string replace -rf '^ST-([0-9]{1,5})-[0-9]{2}([0-9]{2})-INIT\.toml$' '$1/$2' -- $name
        string replace -rf '^ST-([0-9]{1,5})-[0-9]{2}([0-9]{2})-REV-([0-9]{1,3})\.toml$' '$1/$3/$2 REV $3' -- $name
    end
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

function __somei_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l path ''
    for word in $typed[2..]
        string match -q -- '-*' $word; and continue
        set -l longer (string trim -- "$path $word")
        test -n "$(__somei_words $longer)"; and set path $longer
    end
    switch $current
        case '[0-9]*' '0*' '1*' '2*' '3*' '4*' '5*' '6*' '7*' '8*' '9*'
            __somei_numbers $current
        case '@*'
            __somei_searches
        case '*'
            if string match -qr '^[A-Z]' -- $current
                __somei_codes
            else
                string split ' ' -- (__somei_words $path)
            end
    end
end
complete -c somei -a '(__somei_complete)'
