using ActiveReach.Settings;

namespace ActiveReach.Functions.Composition;

/// <summary>Where the app keeps what it knows.</summary>
internal sealed record StoreOptions
{
    /// <summary><c>ActiveReach__DataDirectory</c>: where the files lie. Default <c>./.data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>ActiveReach__Store</c>, or any of its parts, names a cloud store. Default <c>sqlite</c>, which is none.</summary>
    public bool IsInCloud { get; init; }

    public static StoreOptions Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach");
        return new StoreOptions
        {
            DataDirectory = section.TextOrNone("DataDirectory", "the path of a directory", otherwise: "./.data")!,
            IsInCloud = section.Word("Store", "sqlite", "sqlite") is not "sqlite",
        };
    }
}
