using ActiveReach.Settings;

namespace ActiveReach.Audiences.Imports;

/// <summary>What files of contacts are taken (settings <c>ActiveReach__Imports__*</c>).</summary>
public sealed record ImportOptions
{
    /// <summary>Largest file in MiB, 1 to 102,400. Default 1,024.</summary>
    public int LargestMiB { get; init; } = 1024;

    /// <summary>How long the place of an upload stays; 1 min to 30 days. Default 1 day.</summary>
    public TimeSpan UploadLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of the largest file.</summary>
    public long LargestFile => LargestMiB * 1024L * 1024;

    public static ImportOptions Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Imports");
        var missing = new ImportOptions();
        return new ImportOptions
        {
            LargestMiB = section.Whole(nameof(LargestMiB), missing.LargestMiB, 1, 102_400, "MiB"),
            UploadLifetime = section.Span(nameof(UploadLifetime), missing.UploadLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
        };
    }
}
