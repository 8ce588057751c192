# Shared by ./run, ./test and ./bench: installs what may be missing and builds only what changed.

# ICU: .NET sorts, folds case and opens SQL Server connections with it, and does not start without.
install_icu() {
  if ldconfig -p 2>/dev/null | grep -q libicuuc || ls /usr/lib/*/libicuuc.so.* /usr/lib64/libicuuc.so.* >/dev/null 2>&1; then return 0; fi
  if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
    echo "正在安装 ICU……"
    # The package carries its version in its name, another one in each Debian.
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1); } >/tmp/innovation-icu.log 2>&1; then return 0; fi
    echo "安装没有成功，原因见 /tmp/innovation-icu.log。" >&2
  fi
  echo "缺少 ICU（libicu），程序不能启动。请先安装，Debian 上是：apt-get install 'libicu[0-9]*'" >&2
  return 1
}

# Chromium prints the PDFs; without it everything else works and PDFs wait as 待生成.
install_chromium() {
  local have_browser=true have_fonts=true
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || command -v chromium-browser >/dev/null || have_browser=false
  [ -d /usr/share/fonts/truetype/lxgw-wenkai ] || have_fonts=false
  $have_browser && $have_fonts && return 0
  if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
    echo "正在安装 Chromium 和字体……"
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-lxgw-wenkai poppler-utils sqlite3; } >/tmp/innovation-apt.log 2>&1; then return 0; fi
    echo "安装没有成功，原因见 /tmp/innovation-apt.log。" >&2
  fi
  $have_browser || echo "没有 Chromium：系统照常使用，PDF 显示“待生成”。要生成 PDF，请安装：apt-get install chromium fonts-lxgw-wenkai poppler-utils" >&2
  return 0
}

# The tests stand the server behind the proxy that deploy/nginx.conf describes.
install_nginx() {
  [ -x /usr/sbin/nginx ] && return 0
  if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
    echo "正在安装 nginx……"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light; } >/tmp/innovation-nginx.log 2>&1 || true
  fi
  [ -x /usr/sbin/nginx ] || echo "没有 nginx：代理的测试不能运行。请安装：apt-get install nginx-light" >&2
  return 0
}

# Styles, scripts, icons and fonts; again only when their sources changed, pages among them: only styles that they name are kept.
build_assets() {
  local stamp=src/Web/wwwroot/dist/.stamp sum
  sum=$(cat src/Web/package-lock.json src/Web/build.mjs $(find src/Web/Assets src/Web/Pages src/Web/Components -type f | LC_ALL=C sort) | sha256sum | cut -d' ' -f1)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then return 0; fi
  echo "正在生成页面资源……"
  (cd src/Web && { cmp -s package-lock.json node_modules/.installed-lock || { npm ci --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.installed-lock; }; } && npm run --silent build)
  echo "$sum" > "$stamp"
}

# $1: Release or Debug. Again only when a source is newer than the server.
build_server() {
  local server=src/Web/bin/$1/net10.0/Innovation.Web.dll
  if [ -f "$server" ] && [ -z "$(find src Directory.Build.props Directory.Packages.props global.json \( -name obj -o -name bin -o -name node_modules -o -name dist \) -prune -o -type f -newer "$server" -print -quit)" ]; then return 0; fi
  echo "正在编译……"
  dotnet build src/Web -c "$1" -v quiet -nologo --property:WarningLevel=0 2>&1 | { grep -E "error|Error" || true; }
  touch "$server"
}
