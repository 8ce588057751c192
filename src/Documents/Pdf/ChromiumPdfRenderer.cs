using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Innovation.Documents.Pdf;

/// <summary>
/// Prints with a headless Chromium that stays warm between documents and is started again when it crashed.
/// Pages run no scripts and reach no network.
/// </summary>
public sealed class ChromiumPdfRenderer : IPdfRenderer, IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--font-render-hinting=none",
    ];

    private readonly ChromiumOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _launch = new(1, 1);
    private readonly SemaphoreSlim _slots;
    private readonly ConcurrentBag<PrintPage> _idle = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private volatile bool _disposed;

    /// <summary>Creates the renderer; the browser starts with the first document.</summary>
    public ChromiumPdfRenderer(IOptions<ChromiumOptions> options, ILogger<ChromiumPdfRenderer>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _logger = logger ?? (ILogger)NullLogger.Instance;
        _slots = new SemaphoreSlim(_options.MaxParallel, _options.MaxParallel);
    }

    /// <summary>The running browser, for tests that let it crash.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    internal IBrowser? Browser => _browser;

    /// <inheritdoc/>
    public bool IsAvailable => !_disposed && _options.FindBrowser() is not null;

    /// <inheritdoc/>
    public async Task<PdfResult> RenderAsync(string html, PdfOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(html);
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        IBrowser? browser = null;
        try
        {
            // A crashed browser is noticed by the first document after it: one fresh start, then the error stands.
            try
            {
                browser = await BrowserAsync(cancellationToken).ConfigureAwait(false);
                return await PrintAsync(browser, html, options ?? new PdfOptions(), cancellationToken).ConfigureAwait(false);
            }
            catch (PlaywrightException first)
            {
                _logger.LogWarning(first, "Printing failed, starting the browser again");
                await RestartAsync(browser).ConfigureAwait(false);
                browser = await BrowserAsync(cancellationToken).ConfigureAwait(false);
                return await PrintAsync(browser, html, options ?? new PdfOptions(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PlaywrightException error)
        {
            throw new PdfUnavailableException("PDF 文件没有生成：打印程序出错。内容已保存，稍后会自动重新生成。", error);
        }
        catch (TimeoutException error)
        {
            await RestartAsync(browser).ConfigureAwait(false);
            throw new PdfUnavailableException($"PDF 文件没有生成：{_options.Timeout.TotalSeconds:0} 秒内没有完成。内容已保存，稍后会自动重新生成。", error);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Closes the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        // One that hangs while it starts is not waited for: it ends with its driver.
        if (_browser is { } open) await RestartAsync(open).ConfigureAwait(false);
        try
        {
            // The driver waits half a minute for a browser that never came up; it ends by itself.
            if (_playwright is { } driver) await Task.Run(driver.Dispose).WaitAsync(LongestEnd).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            _logger.LogDebug(error, "The driver has not ended yet");
        }

        _launch.Dispose();
        _slots.Dispose();
    }

    private async Task<PdfResult> PrintAsync(IBrowser browser, string html, PdfOptions options, CancellationToken cancellationToken)
    {
        PrintPage? page = null;
        while (page is null && _idle.TryTake(out var idle))
        {
            if (idle.Belongs(browser)) page = idle;
        }

        page ??= await PrintPage.OpenAsync(browser, _options.Timeout).WaitAsync(_options.Timeout, cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await page.PrintAsync(html, options).WaitAsync(_options.Timeout, cancellationToken).ConfigureAwait(false);
            _idle.Add(page);
            return result;
        }
        catch
        {
            await page.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<IBrowser> BrowserAsync(CancellationToken cancellationToken)
    {
        await _launch.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_browser is { IsConnected: true }) return _browser;
            var executable = _options.FindBrowser()
                ?? throw new PdfUnavailableException("本机没有安装 Chromium 浏览器，不能生成 PDF 文件。请管理员安装 chromium，或者在设置中写明它的位置。");
            try
            {
                _playwright ??= await Playwright.CreateAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (error is PlaywrightException or IOException or System.ComponentModel.Win32Exception)
            {
                throw new PdfUnavailableException("打印程序的驱动文件（.playwright）不完整，不能生成 PDF 文件。请重新部署程序。", error);
            }

            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = executable,
                Headless = true,
                ChromiumSandbox = !IsRoot,
                Args = Arguments,
                Env = Variables(),
                Timeout = (float)_options.Timeout.TotalMilliseconds,
            }).ConfigureAwait(false);
            return _browser;
        }
        finally
        {
            _launch.Release();
        }
    }

    private async Task RestartAsync(IBrowser? failed)
    {
        await _launch.WaitAsync().ConfigureAwait(false);
        try
        {
            if (failed is null || !ReferenceEquals(_browser, failed)) return;
            _browser = null;
            _idle.Clear();
            await failed.CloseAsync().WaitAsync(TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            _logger.LogDebug(error, "The browser was gone already");
        }
        finally
        {
            _launch.Release();
        }
    }

    private Dictionary<string, string>? Variables()
    {
        if (!OperatingSystem.IsLinux() || _options.FontDirectory is not { } folder || !Directory.Exists(folder)) return null;
        var variables = new Dictionary<string, string>();
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables()) variables[(string)entry.Key] = entry.Value as string ?? "";
        variables["FONTCONFIG_FILE"] = FontConfiguration.Write(folder);
        return variables;
    }

    private static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";
}
