# Completion of somei for bash. It reads file names, vocabulary and follow-ups, runs no program and evaluates nothing.
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
            printf '%s' "$folder"
            return
        fi
        if [[ -e $folder/.git ]]; then
            [[ -f $folder/register/somei.toml ]] && printf '%s' "$folder/register"
            return
        fi
        folder=${folder%/*}
    done
}

# The folders in which numbers lie that begin so, as patterns. Behind a slash the number is whole; and in a large
# register one or two figures are the beginning of too many.
_somei_folders() {
    local -r zeros=00000 any='[0-9][0-9]' digits=${1%%/*}
    local padded folder last=''
    local -i more most=$((5 - ${#digits}))
    [[ $1 == */* || (${#digits} -lt 3 && $2 -gt 500) ]] && most=0
    for ((more = 0; more <= most; more++)); do
        padded=${zeros:0:5-${#digits}-more}$digits
        case ${#padded} in
            1) folder=$padded$any ;;
            2) folder=$padded${any:0:5} ;;
            *) folder=${padded:0:3} ;;
        esac
        [[ $folder == "$last" ]] || printf '%s\n' "$folder"
        last=$folder
    done
}

# The documents whose numbers begin so, each as its number and its file with a tab between.
_somei_documents() {
    local root folder file series digits number kind base year rest
    local -r id='^([A-Z]{2,5})-([0-9]{1,5})-[0-9]{2}([0-9]{2})-(INIT|[A-Z]{3}-[0-9]{1,3}(-[A-Z]{3}-[0-9]{1,3})*)$'
    [[ $1 =~ ^(([A-Z]{1,5})|(([A-Z]{2,5}) )?([0-9]{1,5})(/[0-9/]*( [A-Z0-9 ]*)?)?)$ ]] || return
    series=${BASH_REMATCH[2]:-${BASH_REMATCH[4]:-ST}} digits=${BASH_REMATCH[5]}
    root=$(_somei_register)
    [[ -n $root ]] || return
    local -ra held=("$root"/documents/*/*/)
    [[ -z $digits && ${#held[@]} -gt 500 ]] && return
    while IFS= read -r folder; do
        for file in "$root"/documents/*/$folder/"$series"*-"$digits"*.toml; do
            number=${file##*/}
            [[ ${number%.toml} =~ $id ]] || continue
            kind=${BASH_REMATCH[1]} base=${BASH_REMATCH[2]} year=${BASH_REMATCH[3]} rest=${BASH_REMATCH[4]}
            number=$base
            [[ $rest =~ ^REV-([0-9]+) ]] && number+=/${BASH_REMATCH[1]}
            number+=/$year
            [[ $rest == INIT ]] || number+=" ${rest//-/ }"
            [[ $kind == ST ]] || number="$kind $number"
            [[ $number == "$1"* ]] && printf '%s\t%s\n' "$number" "$file"
        done
    done < <(if [[ -n $digits ]]; then _somei_folders "${digits}${1#*"$digits"}" "${#held[@]}"; else printf '*\n'; fi)
}

_somei_numbers() {
    local document
    [[ -n $1 ]] || return
    while IFS= read -r document; do
        printf '%s\n' "${document%%$'\t'*}"
    done < <(_somei_documents "$1")
}

# The follow-ups of the documents whose numbers begin so: 15070/19#2.1 is the first of item 2, 15070/19#2/1.1 that of
# the first line below it.
_somei_followups() {
    local document line item='' id=''
    local -i place=0 count=0 below=0
    [[ -n $1 ]] || return
    while IFS= read -r document; do
        item='' place=0 count=0 below=0
        while IFS= read -r line; do
            case $line in
                '[[items]]') item='' place=0 count=0 below=0 ;;
                'number = "'*) [[ -z $item && $line =~ ^number\ =\ \"([A-Za-z0-9.\ ]{1,12})\"$ ]] && item=${BASH_REMATCH[1]} ;;
                '[[items.subitems]]') place+=1 below=0 ;;
                '[[items.subitems.follow_ups]]')
                    below+=1
                    [[ -n $item ]] && printf '%s#%s/%s.%s\n' "${document%%$'\t'*}" "$item" "$place" "$below" ;;
                '[[items.follow_ups]]')
                    count+=1
                    [[ -n $item ]] && printf '%s#%s.%s\n' "${document%%$'\t'*}" "$item" "$count" ;;
            esac
        done < "${document#*$'\t'}"
    done < <(_somei_documents "${1%%#*}")
}

# The keys of a list of the vocabulary.
_somei_vocabulary() {
    local root line
    local -r entry="^$2 = \"([A-Za-z0-9 '/().,-]{1,80})\"\$"
    root=$(_somei_register)
    [[ -f $root/vocabulary/$1 ]] || return
    while IFS= read -r line; do
        [[ $line =~ $entry ]] && printf '%s\n' "${BASH_REMATCH[1]}"
    done < "$root/vocabulary/$1"
}

_somei_codes() {
    local root line
    local -r entry='^"?([A-Z][A-Z0-9 /-]{0,30})"? = '
    [[ $1 =~ ^[A-Z][A-Z0-9/\ -]*$ ]] || return
    root=$(_somei_register)
    [[ -f $root/vocabulary/subject_codes.toml ]] || return
    while IFS= read -r line; do
        [[ $line =~ $entry ]] && [[ ${BASH_REMATCH[1]} == "$1"* ]] && printf '%s\n' "${BASH_REMATCH[1]}"
    done < "$root/vocabulary/subject_codes.toml"
}

_somei_searches() {
    local root line table=''
    local -r entry='^([A-Za-z0-9][A-Za-z0-9_-]{0,63}) = '
    root=$(_somei_register)
    [[ -f $root/somei.toml ]] || return
    while IFS= read -r line; do
        [[ $line == '['* ]] && table=$line
        [[ $table == '[searches]' && $line =~ $entry ]] && printf '%s%s\n' "$1" "${BASH_REMATCH[1]}"
    done < "$root/somei.toml"
}

# What may be typed where these words stand in the list; a word with @ stands for what is looked up.
_somei_expand() {
    local word file
    for word in $2; do
        case $word in
            @files | @folders)
                for file in "$1"*; do
                    if [[ -d $file ]]; then
                        printf '%s/\n' "$file"
                    elif [[ -e $file && $word == @files ]]; then
                        printf '%s\n' "$file"
                    fi
                done ;;
            @numbers) _somei_numbers "$1" ;;
            @codes) _somei_codes "$1" ;;
            @bodies) _somei_vocabulary bodies.toml key ;;
            @types) _somei_vocabulary document_types.toml heading ;;
            @followups) _somei_followups "$1" ;;
            @searches) [[ $1 == @* ]] && _somei_searches @ ;;
            *) printf '%s\n' "${word//\~/ }" ;;
        esac
    done
}

_somei() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path='' word candidate values quote=''
    local start='' _somei_folder=''
    local -i at
    [[ $current == [\"\']* ]] && quote=${current:0:1} current=${current:1}
    if [[ $current == '=' ]]; then
        current=''
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((at = 1; at < COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        if [[ $word == -C || $word == --register ]]; then
            at+=1
            [[ ${COMP_WORDS[at]} == '=' ]] && at+=1
            ((at < COMP_CWORD)) && _somei_folder=${COMP_WORDS[at]}
            _somei_folder=${_somei_folder//[\"\'\\]/}
            _somei_folder=${_somei_folder/#\~\//$HOME/}
            continue
        fi
        [[ $word == -* ]] && continue
        [[ -n $(_somei_words "${path:+$path }$word") ]] && path=${path:+$path }$word
    done
    values=''
    if [[ $before == -* ]]; then
        values=$(_somei_words "$path $before")
        [[ -n $values ]] || values=$(_somei_words "$before")
    elif [[ $before =~ ^[A-Z]{2,5}$|/[0-9]{2}$ && $current != -* ]]; then
        # A number in several words: CM 1456/20, 6110/1/20 REV 1.
        start="${before} "
    fi
    COMPREPLY=()
    while IFS= read -r candidate; do
        [[ -n $candidate && $candidate == "$current"* ]] || continue
        # Inside quotes nothing that stands in a file name may be read by the shell.
        case $quote in
            "'") [[ $candidate == *"'"* ]] && continue ;;
            '"') [[ $candidate == *[\"\$\`\\!]* ]] && continue ;;
            *) printf -v candidate '%q' "$candidate" ;;
        esac
        COMPREPLY+=("$candidate")
    done < <(
        if [[ -n $values ]]; then
            _somei_expand "$current" "$values"
        elif [[ $before == @ ]]; then
            # Bash may take the sign for a word of its own.
            _somei_searches ''
        else
            values=$(_somei_words "$path @")
            if [[ -n $start && " $values " == *' @numbers '* ]]; then
                while IFS= read -r word; do
                    printf '%s\n' "${word#"$start"}"
                done < <(_somei_numbers "$start$current")
            fi
            _somei_expand "$current" "$(_somei_words "$path") $values"
        fi
    )
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *[=/] ]]; then
        compopt -o nospace 2> /dev/null
    fi
    return 0
}
complete -o bashdefault -o default -F _somei somei
