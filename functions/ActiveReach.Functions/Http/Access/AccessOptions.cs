using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Http;

/// <summary>Settings that decide who gets in.</summary>
public sealed record AccessOptions
{
    /// <summary><c>ActiveReach__PublicUrl</c>: where the app is reached from outside. Default <c>http://localhost:7071</c>.</summary>
    public Uri PublicUrl { get; init; } = new("http://localhost:7071");

    /// <summary><c>ActiveReach__PlatformSignIn</c>: whether the platform in front signs users in and sets
    /// <c>X-MS-CLIENT-PRINCIPAL</c>. Anyone could send that header where it doesn't. Default false.</summary>
    public bool PlatformSignIn { get; init; }

    /// <summary><c>ActiveReach__Store</c>, or any of its parts, names a cloud store: then the well-known keys never work.</summary>
    public bool UsesCloudStores { get; init; }

    public static AccessOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("ActiveReach");
        var url = section["PublicUrl"] ?? "http://localhost:7071";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var publicUrl) || publicUrl.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"ActiveReach__PublicUrl is '{url}'. Give the http or https address at which the app is reached.");
        var signIn = section["PlatformSignIn"] ?? "false";
        if (!bool.TryParse(signIn, out var platformSignIn))
            throw new InvalidOperationException($"ActiveReach__PlatformSignIn is '{signIn}'. Give true or false.");
        var store = section.GetSection("Store");
        string?[] stores = [store.Value, .. store.GetChildren().Select(part => part.Value)];
        return new AccessOptions
        {
            PublicUrl = publicUrl,
            PlatformSignIn = platformSignIn,
            UsesCloudStores = stores.Any(name => name is "azure" or "cosmos" or "tables" or "storage" or "blobs"),
        };
    }
}
