using ActiveReach.Inputs;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>The user that the platform in front of the app has signed in.</summary>
internal static class PlatformPrincipal
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";

    private static readonly string[] EmailClaims =
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "email", "emails", "preferred_username"];

    /// <summary>Takes away every header by which the platform would name a user, and gives what was in the main one.</summary>
    public static string? Strip(IHeaderDictionary headers)
    {
        var principal = headers[Header].ToString();
        foreach (var name in headers.Keys.Where(name => name.StartsWith("X-MS-CLIENT-PRINCIPAL", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-MS-TOKEN-", StringComparison.OrdinalIgnoreCase)).ToList())
            headers.Remove(name);
        return principal.Length == 0 ? null : principal;
    }

    /// <summary>The e-mail address in the header's value; null when it isn't one of the platform's.</summary>
    public static string? EmailOf(string principal)
    {
        try
        {
            var claims = JsonInput.Read(Convert.FromBase64String(principal))["claims"]?.Items.Select(claim => (Type: claim["typ"]?.AsText, Value: claim["val"]?.AsText)).ToList() ?? [];
            return EmailClaims.Select(type => claims.Find(claim => claim.Type == type).Value).FirstOrDefault(value => value?.Contains('@') is true);
        }
        catch (Exception error) when (error is FormatException or InvalidInputException)
        {
            return null;
        }
    }
}
