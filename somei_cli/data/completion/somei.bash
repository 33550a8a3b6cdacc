# Completion of somei for bash. It reads file names and one vocabulary file, runs no program and evaluates nothing.
_somei_words() {
    case $1 in
@BASH_CASES@
    esac
}

_somei_register() {
    local folder=${SOMEI_REGISTER:-$PWD}
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

_somei_numbers() {
    local root folder file name number
    local -r id='^ST-([0-9]{1,5})-[0-9]{2}([0-9]{2})-(INIT|REV-([0-9]{1,3}))$'
    [[ $1 =~ ^([0-9]{1,5})(/[0-9/]*)?$ ]] || return
    local -r digits=${BASH_REMATCH[1]}
    root=$(_somei_register)
    [[ -n $root ]] || return
    local -ra held=("$root"/documents/*/*/)
    while IFS= read -r folder; do
        for file in "$root"/documents/*/$folder/ST-"$digits"*.toml; do
            name=${file##*/}
            [[ ${name%.toml} =~ $id ]] || continue
            number=${BASH_REMATCH[1]}/${BASH_REMATCH[2]}
            [[ -n ${BASH_REMATCH[4]} ]] && number="${BASH_REMATCH[1]}/${BASH_REMATCH[4]}/${BASH_REMATCH[2]} REV ${BASH_REMATCH[4]}"
            [[ $number == "$1"* ]] && printf '%s\n' "$number"
        done
    done < <(_somei_folders "$1" "${#held[@]}")
}

_somei_codes() {
    local root line
    local -r entry='^"?([A-Z][A-Z0-9 /-]{0,30})"? = '
    [[ $1 =~ ^[A-Z][A-Z0-9/-]*$ ]] || return
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

_somei() {
    local current=${COMP_WORDS[COMP_CWORD]} path='' word candidate at
    for ((at = 1; at < COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        [[ $word == -* ]] && continue
        [[ -n $(_somei_words "${path:+$path }$word") ]] && path=${path:+$path }$word
    done
    COMPREPLY=()
    while IFS= read -r candidate; do
        [[ -n $candidate && $candidate == "$current"* ]] || continue
        printf -v candidate '%q' "$candidate"
        COMPREPLY+=("$candidate")
    done < <(
        case $current in
            [0-9]*) _somei_numbers "$current" ;;
            [A-Z]*) _somei_codes "$current" ;;
            @*) _somei_searches @ ;;
            *) if [[ ${COMP_WORDS[COMP_CWORD-1]} == @ ]]; then
                   # Bash may take the sign for a word of its own.
                   _somei_searches ''
                   exit
               fi
               printf '%s\n' $(_somei_words "$path") ;;
        esac
    )
}
complete -o bashdefault -o default -F _somei somei
