using Microsoft.Playwright;

namespace ActiveReach.Browser;

/// <summary>The machine's own Chromium without a window, with a profile of its own, on its best behaviour.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    public static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright playwright;
    private readonly IBrowserContext context;
    private readonly string profile;

    private Chromium(IPlaywright playwright, IBrowserContext context, string profile) =>
        (this.playwright, this.context, this.profile) = (playwright, context, profile);

    /// <summary>Null where there is none.</summary>
    public static string? Path { get; } = Places.Prepend(Environment.GetEnvironmentVariable("CHROMIUM")).FirstOrDefault(File.Exists);

    public static async Task<Chromium> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Eventually.Bound.TotalMilliseconds);
        var driver = await Playwright.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("activereach-browser-").FullName;
        var browser = await driver.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Path,
            Headless = true,
            Args = Arguments,
            ViewportSize = new ViewportSize { Width = 1000, Height = 1100 },
        });
        return new Chromium(driver, browser, folder);
    }

    public Task<IPage> OpenAsync() => context.NewPageAsync();

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        playwright.Dispose();
        Directory.Delete(profile, recursive: true);
    }
}
