#compdef somei
# Completion of somei for zsh. It reads file names, vocabulary and follow-ups, runs no program and evaluates nothing.
_somei_words() {
    case $1 in
@BASH_CASES@
    esac
}

_somei_register() {
    local folder=${_somei_folder:-${SOMEI_REGISTER:-$PWD}}
    [[ $folder == /* ]] || folder=$PWD/$folder
    while [[ -n $folder ]]; do
        if [[ -f $folder/somei.toml ]]; then
            print -rn -- "$folder"
            return
        fi
        if [[ -e $folder/.git ]]; then
            [[ -f $folder/register/somei.toml ]] && print -rn -- "$folder/register"
            return
        fi
        folder=${folder%/*}
    done
}

# The documents whose numbers begin so, each as its number and its file with a tab between.
_somei_documents() {
    emulate -L zsh
    setopt extended_glob null_glob
    local root file series=ST digits='' typed_=$1 number kind padded zeros=00000 folders='*'
    local -i more most
    if [[ $typed_ == (#b)([A-Z](#c2,5))' '(*) ]]; then
        series=$match[1] typed_=$match[2]
    elif [[ $typed_ == [A-Z](#c1,5) ]]; then
        series=$typed_ typed_=''
    fi
    [[ -z $typed_ || $typed_ == [0-9](#c1,5)(|/*) ]] || return
    digits=${typed_%%/*}
    root=$(_somei_register)
    [[ -n $root ]] || return
    # The folders in which numbers lie that begin so. Behind a slash the number is whole; and in a large register one
    # or two figures are the beginning of too many.
    local -a held=($root/documents/*/*(/))
    [[ -z $digits && ${#held} -gt 500 ]] && return
    if [[ -n $digits ]]; then
        folders=''
        most=$(( 5 - ${#digits} ))
        [[ $typed_ == */* || ( ${#digits} -lt 3 && ${#held} -gt 500 ) ]] && most=0
        for (( more = 0; more <= most; more++ )); do
            padded=${zeros[1,5-${#digits}-more]}$digits
            case ${#padded} in
                1) padded+='[0-9][0-9]' ;;
                2) padded+='[0-9]' ;;
                *) padded=${padded[1,3]} ;;
            esac
            folders+=${folders:+|}$padded
        done
    fi
    for file in $root/documents/*/($~folders)/$series*-$digits*.toml; do
        [[ ${file:t:r} == (#b)([A-Z](#c2,5))-([0-9](#c1,5))-[0-9][0-9]([0-9][0-9])-(INIT|[A-Z](#c3)-[0-9](#c1,3)(-[A-Z](#c3)-[0-9](#c1,3))#) ]] || continue
        kind=$match[1] number=$match[2]
        [[ $match[4] == REV-* ]] && number+=/${${match[4]#REV-}%%-*}
        number+=/$match[3]
        [[ $match[4] == INIT ]] || number+=" ${match[4]//-/ }"
        [[ $kind == ST ]] || number="$kind $number"
        [[ $number == ${1}* ]] && print -r -- $number$'\t'$file
    done
}

_somei_numbers() {
    emulate -L zsh
    local document
    [[ -n $1 ]] || return
    for document in ${(f)"$(_somei_documents $1)"}; do
        print -r -- ${document%%$'\t'*}
    done
}

# The follow-ups of the documents whose numbers begin so: 15070/19#2.1 is the first of item 2, 15070/19#2/1.1 that of
# the first line below it.
_somei_followups() {
    emulate -L zsh
    setopt extended_glob
    local document line item='' number
    local -i place=0 count=0 below=0
    [[ -n $1 ]] || return
    for document in ${(f)"$(_somei_documents ${1%%\#*})"}; do
        number=${document%%$'\t'*} item='' place=0 count=0 below=0
        while IFS= read -r line; do
            case $line in
                ('[[items]]') item='' place=0 count=0 below=0 ;;
                ('number = "'*) [[ -z $item && $line == (#b)'number = "'([A-Za-z0-9.\ ]##)'"' ]] && item=$match[1] ;;
                ('[[items.subitems]]') place+=1 below=0 ;;
                ('[[items.subitems.follow_ups]]')
                    below+=1
                    [[ -n $item ]] && print -r -- "$number#$item/$place.$below" ;;
                ('[[items.follow_ups]]')
                    count+=1
                    [[ -n $item ]] && print -r -- "$number#$item.$count" ;;
            esac
        done < ${document#*$'\t'}
    done
}

# The keys of a list of the vocabulary.
_somei_vocabulary() {
    emulate -L zsh
    setopt extended_glob
    local root line
    root=$(_somei_register)
    [[ -f $root/vocabulary/$1 ]] || return
    while IFS= read -r line; do
        [[ $line == (#b)$2' = "'([A-Za-z0-9\ \'/\(\).,-]##)'"' ]] && print -r -- $match[1]
    done < $root/vocabulary/$1
}

_somei_codes() {
    emulate -L zsh
    setopt extended_glob
    local root line
    root=$(_somei_register)
    [[ -f $root/vocabulary/subject_codes.toml ]] || return
    while IFS= read -r line; do
        if [[ $line == (#b)(\"|)([A-Z][A-Z0-9\ /-]#)(\"|)' = '* && $match[2] == ${1}* ]]; then
            print -r -- $match[2]
        fi
    done < $root/vocabulary/subject_codes.toml
}

_somei_searches() {
    emulate -L zsh
    setopt extended_glob
    local root line table_=''
    root=$(_somei_register)
    [[ -f $root/somei.toml ]] || return
    while IFS= read -r line; do
        [[ $line == '['* ]] && table_=$line
        if [[ $table_ == '[searches]' && $line == (#b)([A-Za-z0-9][A-Za-z0-9_-]#)' = '* && @$match[1] == ${1}* ]]; then
            print -r -- @$match[1]
        fi
    done < $root/somei.toml
}

# What may be typed where these words stand in the list; a word with @ stands for what is looked up.
_somei_expand() {
    emulate -L zsh
    setopt null_glob
    local word file
    for word in ${=2}; do
        case $word in
            (@files|@folders)
                for file in ${1}*; do
                    if [[ -d $file ]]; then
                        print -r -- $file/
                    elif [[ $word == @files ]]; then
                        print -r -- $file
                    fi
                done ;;
            (@numbers) _somei_numbers $1 ;;
            (@codes) _somei_codes $1 ;;
            (@bodies) _somei_vocabulary bodies.toml key ;;
            (@types) _somei_vocabulary document_types.toml heading ;;
            (@followups) _somei_followups $1 ;;
            (@searches) [[ $1 == @* ]] && _somei_searches $1 ;;
            (*) print -r -- ${word//\~/ } ;;
        esac
    done
}

_somei() {
    local current=${words[CURRENT]#[\"\']} before=${words[CURRENT-1]} path_='' word values_='' start='' prefix_='' _somei_folder=''
    local -a found
    local -i at
    if [[ $current == --*=* ]]; then
        before=${current%%=*} prefix_=$before= current=${current#*=}
    fi
    for (( at = 2; at < CURRENT; at++ )); do
        word=${(Q)words[at]}
        case $word in
            (-C|--register) at+=1; (( at < CURRENT )) && _somei_folder=${${(Q)words[at]}/#\~\//$HOME/} ;;
            (--register=*) _somei_folder=${${word#*=}/#\~\//$HOME/} ;;
            (-*) ;;
            (*) [[ -n $(_somei_words "${path_:+$path_ }$word") ]] && path_="${path_:+$path_ }$word" ;;
        esac
    done
    if [[ $before == -* ]]; then
        values_=$(_somei_words "$path_ $before")
        [[ -n $values_ ]] || values_=$(_somei_words "$before")
    elif [[ $current != -* && ( $before =~ '^[A-Z]{2,5}$' || $before == */[0-9][0-9] ) ]]; then
        # A number in several words: CM 1456/20, 6110/1/20 REV 1.
        start="$before "
    fi
    if [[ -n $values_ ]]; then
        found=("${(@f)$(_somei_expand "$current" "$values_")}")
    else
        values_=$(_somei_words "$path_ @")
        found=("${(@f)$(_somei_expand "$current" "$(_somei_words "$path_") $values_")}")
        if [[ -n $start && " $values_ " == *' @numbers '* ]]; then
            for word in ${(f)"$(_somei_numbers "$start$current")"}; do
                found+=(${word#"$start"})
            done
        fi
    fi
    local -a offered=($found)
    found=()
    for word in $offered; do
        [[ -n $word && $word == "$current"* ]] && found+=("$prefix_$word")
    done
    # Behind subject= and folder/ goes more; outside of a completion there is no compstate.
    if (( ${+compstate} )) && [[ ${#found} -gt 0 && -z ${found:#*[=/]} ]]; then
        compadd -S '' -a found
    else
        compadd -a found || _files
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _somei "$@"
else
    # Without the completion of zsh there is no compdef yet.
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _somei somei
fi
