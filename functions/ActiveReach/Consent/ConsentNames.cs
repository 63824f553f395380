namespace ActiveReach.Consent;

/// <summary>Consent as files and expressions write it.</summary>
public static class ConsentNames
{
    public static string Name(this ConsentState state) => state switch
    {
        ConsentState.OptedIn => "opted_in",
        ConsentState.OptedOut => "opted_out",
        _ => "unknown",
    };

    public static ConsentState? Parse(string? text) => text switch
    {
        "opted_in" => ConsentState.OptedIn,
        "opted_out" => ConsentState.OptedOut,
        "unknown" => ConsentState.Unknown,
        _ => null,
    };
}
