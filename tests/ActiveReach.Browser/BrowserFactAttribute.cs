namespace ActiveReach.Browser;

/// <summary>A test in a real browser; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
            Skip = $"There is no Chromium here ({string.Join(", ", Chromium.Places)}): install Debian's package chromium, or set CHROMIUM to a browser's path.";
    }
}
