#!/usr/bin/env bash
# One system, one workload: prints lines workload,system,threads,metric,value. README.md says how to install each peer.
#   run.sh SYSTEM WORKLOAD THREADS [SECONDS [REPEATS [WARM]]]   seconds of a repeat (0.5), repeats (3), seconds of warm-up
#   run.sh SYSTEM install                                       fetches the jars of a JVM peer
#   run.sh SYSTEM check [WORKLOAD [THREADS]]                    ends with 0 if it is installed (and has the workload)
# SYSTEM: descent torch torch-compile jax numpy tensorflow djl dl4j encog deepnetts
#   PEERS_PYTHON   a Python with torch, jax, optax, numpy (python3)
#   PEERS_LIB      the folder of the JVM peers' jars (lib, beside this script)
#   JAVA25_HOME    the folder of a JDK 25 (java on the path)
#   DESCENT        the command that stands for "nn bench"
set -euo pipefail
system=$1
workload=$2
threads=${3:-1}
peers=$(cd -- "$(dirname -- "$0")" && pwd -P)
python=${PEERS_PYTHON:-python3}
lib=${PEERS_LIB:-$peers/lib}/$system
java=${JAVA25_HOME:+$JAVA25_HOME/bin/}java

workloads() {
  case $system in
    descent) echo mlp-small mlp-mnist mlp-xor mlp-wide gemm opt-step bandwidth startup ;;
    torch | jax) echo mlp-small mlp-mnist mlp-xor mlp-wide gemm opt-step startup ;;
    torch-compile) echo mlp-small mlp-mnist mlp-wide ;;
    numpy) echo gemm ;;
    tensorflow | djl | dl4j) echo mlp-small mlp-mnist mlp-xor mlp-wide startup ;;
    encog) echo mlp-small mlp-xor startup ;;
    deepnetts) echo mlp-xor startup ;;
    *) return 1 ;;
  esac
}

# One thread only: those that have no more, and whatever start-up is.
has() {
  case $system-$threads in encog-[!1]* | deepnetts-[!1]*) return 1 ;; esac
  [ "$1" != startup ] || [ "$threads" = 1 ] || return 1
  case " $(workloads) " in *" $1 "*) ;; *) return 1 ;; esac
}

installed() {
  case $system in
    descent) ;;
    torch | torch-compile) "$python" -c "import importlib.util as u, sys; sys.exit(not u.find_spec('torch'))" ;;
    jax) "$python" -c "import importlib.util as u, sys; sys.exit(not (u.find_spec('jax') and u.find_spec('optax')))" ;;
    numpy) "$python" -c "import importlib.util as u, sys; sys.exit(not u.find_spec('numpy'))" ;;
    *) compgen -G "$lib/*.jar" >/dev/null ;;
  esac
}

how() {
  case $system in
    torch*) echo "PEERS_PYTHON must be a Python with torch: pip install torch==2.13.0 numpy --extra-index-url https://download.pytorch.org/whl/cpu" ;;
    jax) echo "PEERS_PYTHON must be a Python with jax and optax: pip install jax==0.10.2 optax==0.2.8" ;;
    numpy) echo "PEERS_PYTHON must be a Python with numpy: pip install numpy" ;;
    *) echo "nn-benchmarks/peers/run.sh $system install" ;;
  esac
}

# The widest instructions of this processor for which nd4j has a library.
nd4j() {
  if grep -qs avx512dq /proc/cpuinfo; then echo -avx512; elif grep -qs avx2 /proc/cpuinfo; then echo -avx2; fi
}

fetch() {
  [ -f "$peers/$system/pom.xml" ] || { how; return 1; }
  mvn -B -q -f "$peers/$system/pom.xml" -Dextension="$(nd4j)" dependency:copy-dependencies -DoutputDirectory="$lib"
}

# The peers' programs are timed by our Timing and take sizes, weights and batches from our Mlp.
compile() {
  local sources=("$peers/$system"/*.java "$peers"/../src/main/java/dev/descent/benchmarks/{Timing,Mlp,Numbers}.java)
  if [ ! -f "$lib/classes/stamp" ] || [ -n "$(find "${sources[@]}" -newer "$lib/classes/stamp" -print -quit)" ]; then
    mkdir -p "$lib/classes"
    "${java}c" -proc:none -nowarn -d "$lib/classes" -cp "$lib/*" "${sources[@]}" >&2
    touch "$lib/classes/stamp"
  fi
}

jvm() {
  compile
  local flags=(-cp "$lib/classes:$lib/*" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  # With a limit JavaCPP reads /proc at each allocation.
  local bytedeco=(-Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dorg.bytedeco.javacpp.cachedir="$lib/cache")
  command=("$java" "${flags[@]}")
  case $system in
    # One thread is pinned: TensorFlow wakes others up, which costs more than a small step.
    tensorflow)
      if [ "$threads" = 1 ] && command -v taskset >/dev/null; then
        command=(taskset -c "$(taskset -pc $$ | sed 's/.*[ ,-]//')" "${command[@]}")
      fi
      command+=("${bytedeco[@]}" TensorFlowPeer)
      ;;
    djl) command+=(-DDJL_CACHE_DIR="$lib/cache" -DOPT_OUT_TRACKING=true -Dai.djl.offline=true DjlPeer) ;;
    dl4j) command+=("${bytedeco[@]}" --add-opens java.base/java.nio=ALL-UNNAMED Dl4jPeer) ;;
    encog) command+=(EncogPeer) ;;
    deepnetts) command+=(-Dlog4j2.level=OFF -Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory DeepNettsPeer) ;;
  esac
}

run() {
  local seconds=${1:-0.5} repeats=${2:-3} warm=${3:-}
  export OMP_NUM_THREADS=$threads MKL_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads TF_CPP_MIN_LOG_LEVEL=3
  unset OPENBLAS_L2_SIZE
  if [ "$system" = descent ]; then
    # shellcheck disable=SC2086 # a command with its arguments
    ${DESCENT:-"$peers/../../nn" bench} "$workload" --threads "$threads" --seconds "$seconds" --repeats "$repeats" --warm "${warm:-10}"
    return
  fi
  local kind=$workload command=("$python")
  case $workload in mlp-*) kind=workloads ;; esac
  case $system-$kind in
    torch-workloads) command+=("$peers/workloads_torch.py" "$workload" "$threads" "$seconds" "$repeats" "${warm:-1}") ;;
    torch-compile-workloads) command+=("$peers/workloads_torch.py" "$workload" "$threads" "$seconds" "$repeats" "${warm:-1}" compile) ;;
    jax-workloads) command+=("$peers/workloads_jax.py" "$workload" "$threads" "$seconds" "$repeats" "${warm:-1}") ;;
    torch-startup | jax-startup) command+=("$peers/startup_$system.py" startup 1) ;;
    *-gemm) command+=("$peers/gemm.py" "$system" "$threads" "$seconds" "$repeats") ;;
    torch-* | jax-*) command+=("$peers/optstep_$system.py" "$threads" "$seconds" "$repeats") ;;
    *) jvm && command+=("$workload" "$threads" "$seconds" "$repeats" "${warm:-4}") ;;
  esac
  [ "$workload" != startup ] || command=("$python" "$peers/wall.py" "$system" "$repeats" "${command[@]}")
  "${command[@]}"
}

workloads >/dev/null || { echo "no system '$system'" >&2; exit 2; }
case $workload in
  install) installed || fetch ;;
  check)
    threads=${4:-1}
    if ! installed; then echo "$system is not installed: $(how)"; exit 3; fi
    [ -z "${3:-}" ] || has "$3"
    ;;
  *)
    has "$workload" || { echo "$system has no $workload with $threads threads" >&2; exit 2; }
    if ! installed; then echo "$system is not installed: $(how)" >&2; exit 3; fi
    run "${@:4}"
    ;;
esac
