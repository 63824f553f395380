using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Foreign;

/// <summary>Which field of this product a name from another one means.</summary>
internal static class FieldGuess
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["firstname"] = "first_name", ["fname"] = "first_name", ["givenname"] = "first_name", ["forename"] = "first_name", ["prenom"] = "first_name",
        ["vorname"] = "first_name", ["nombre"] = "first_name", ["nome"] = "first_name", ["name"] = "first_name", ["fullname"] = "first_name", ["first"] = "first_name",
        ["contactname"] = "first_name", ["customername"] = "first_name", ["username"] = "first_name",
        ["lastname"] = "last_name", ["lname"] = "last_name", ["surname"] = "last_name", ["familyname"] = "last_name", ["nachname"] = "last_name", ["apellido"] = "last_name",
        ["email"] = "email", ["emailaddress"] = "email", ["mail"] = "email", ["emailaddr"] = "email",
        ["phone"] = "phone", ["phonenumber"] = "phone", ["mobile"] = "phone", ["mobilenumber"] = "phone", ["cell"] = "phone",
        ["city"] = "city", ["town"] = "city", ["country"] = "country", ["language"] = "language", ["locale"] = "language", ["gender"] = "gender",
        ["birthday"] = "birthday", ["birthdate"] = "birthday", ["dateofbirth"] = "birthday", ["dob"] = "birthday",
        ["externalid"] = "external_id", ["contactid"] = "external_id", ["customerid"] = "external_id", ["subscriberid"] = "external_id",
        ["companyname"] = "workspace.name", ["company"] = "workspace.name", ["sendername"] = "workspace.name", ["listcompany"] = "workspace.name", ["organizationname"] = "workspace.name",
        ["unsub"] = Unsubscribe, ["unsubscribe"] = Unsubscribe, ["unsubscribelink"] = Unsubscribe, ["unsubscribeurl"] = Unsubscribe, ["unsuburl"] = Unsubscribe,
        ["unsublink"] = Unsubscribe, ["unsubscribed"] = Unsubscribe, ["optout"] = Unsubscribe, ["optouturl"] = Unsubscribe, ["optoutlink"] = Unsubscribe, ["mailingunsubscribe"] = Unsubscribe,
    };

    private static readonly HashSet<string> Conditions = new(StringComparer.Ordinal) { "if", "else", "elseif", "elsif", "endif", "end", "for", "endfor", "unless", "endunless", "assign", "case" };
    private static readonly char[] Signs = [' ', '.', ':', '|', ',', '=', '(', ')', '!', '$', '@', '/', '-'];

    private const string Unsubscribe = "unsubscribe";

    /// <summary>Whether the whole of it is a well-known name, but for where it is kept and what stands in for it.</summary>
    public static bool IsKnown(string named, Workspace? workspace = null) =>
        Custom(named, workspace) is not null || named.Split('|', ',')[0].Split('.', ':', '=').Any(part => Known.ContainsKey(Plain(part)));

    /// <summary>How to write it here, as a sentence without its end.</summary>
    public static string Remedy(string named, Workspace? workspace = null)
    {
        if (Conditions.Contains(Words(named).FirstOrDefault() ?? ""))
            return "write a condition as {{#if first_name}}…{{else}}…{{/if}}";
        if (Custom(named, workspace) is { } custom)
            return $"write {{{{custom.{custom}}}}}";
        return Find(named) switch
        {
            null => "write a field as {{first_name}} or, once it is declared in the workspace's settings, {{custom.NAME}}",
            Unsubscribe => "write {{unsubscribe}} where the link leads",
            "first_name" => "write {{first_name}}, or {{default first_name 'there'}} for those who have none",
            var field => $"write {{{{{field}}}}}",
        };
    }

    private static string? Custom(string named, Workspace? workspace) =>
        workspace?.CustomFields.Keys.FirstOrDefault(field => Words(named).Contains(Plain(field)) || Plain(named) == Plain(field));

    private static string? Find(string named) =>
        Known.GetValueOrDefault(Plain(named)) ?? Words(named).Select(word => Known.GetValueOrDefault(word)).FirstOrDefault(field => field is not null);

    private static IEnumerable<string> Words(string named) => named.Split(Signs, StringSplitOptions.RemoveEmptyEntries).Select(Plain);

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
