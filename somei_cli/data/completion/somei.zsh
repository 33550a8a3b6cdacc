#compdef somei
# Completion of somei for zsh. It reads file names and one vocabulary file, runs no program and evaluates nothing.
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

_somei_numbers() {
    emulate -L zsh
    setopt extended_glob null_glob
    local root file digits=${1%%/*} number padded zeros=00000 folders=''
    local -i more most
    [[ $digits == [0-9](#c1,5) ]] || return
    root=$(_somei_register)
    [[ -n $root ]] || return
    # The folders in which numbers lie that begin so. Behind a slash the number is whole; and in a large register one
    # or two figures are the beginning of too many.
    local -a held=($root/documents/*/*(/))
    most=$(( 5 - ${#digits} ))
    [[ $1 == */* || ( ${#digits} -lt 3 && ${#held} -gt 500 ) ]] && most=0
    for (( more = 0; more <= most; more++ )); do
        padded=${zeros[1,5-${#digits}-more]}$digits
        case ${#padded} in
            1) padded+='[0-9][0-9]' ;;
            2) padded+='[0-9]' ;;
            *) padded=${padded[1,3]} ;;
        esac
        folders+=${folders:+|}$padded
    done
    for file in $root/documents/*/($~folders)/ST-$digits*.toml; do
        if [[ ${file:t:r} == (#b)ST-([0-9]##)-[0-9][0-9]([0-9][0-9])-INIT ]]; then
            number=$match[1]/$match[2]
        elif [[ ${file:t:r} == (#b)ST-([0-9]##)-[0-9][0-9]([0-9][0-9])-REV-([0-9]##) ]]; then
            number="$match[1]/$match[3]/$match[2] REV $match[3]"
        else
            continue
        fi
        [[ $number == ${1}* ]] && print -r -- $number
    done
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

_somei() {
    local current=${words[CURRENT]} path_='' word
    local -a found
    for word in ${words[2,CURRENT-1]}; do
        [[ $word == -* ]] && continue
        [[ -n $(_somei_words "${path_:+$path_ }$word") ]] && path_="${path_:+$path_ }$word"
    done
    case $current in
        [0-9]*) found=("${(@f)$(_somei_numbers $current)}") ;;
        @*) found=("${(@f)$(_somei_searches $current)}") ;;
        [A-Z]*) found=("${(@f)$(_somei_codes $current)}") ;;
        *) found=(${=$(_somei_words "$path_")}) ;;
    esac
    found=(${found:#})
    compadd -a found || _files
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _somei "$@"
else
    compdef _somei somei
fi
