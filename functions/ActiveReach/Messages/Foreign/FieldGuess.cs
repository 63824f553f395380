using ActiveReach.Audiences;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Foreign;

/// <summary>Which field of this product a name from another one means.</summary>
internal static class FieldGuess
{
    private static readonly Dictionary<string, string> Known = new[]
    {
        ("first_name", "firstname fname givenname forename prenom vorname nombre nome name fullname first contactname customername username"),
        ("last_name", "lastname lname surname familyname nachname apellido"),
        ("email", "email emailaddress mail emailaddr"),
        ("phone", "phone phonenumber mobile mobilenumber cell"),
        ("city", "city town"),
        ("country", "country"),
        ("language", "language locale"),
        ("gender", "gender"),
        ("birthday", "birthday birthdate dateofbirth dob"),
        ("external_id", "externalid contactid customerid subscriberid"),
        ("workspace.name", "companyname company sendername listcompany organizationname"),
        (Unsubscribe, "unsub unsubscribe unsubscribelink unsubscribeurl unsuburl unsublink unsubscribed optout optouturl optoutlink mailingunsubscribe"),
    }.SelectMany(each => each.Item2.Split(' ').Select(name => (Name: name, Field: each.Item1))).ToDictionary(each => each.Name, each => each.Field, StringComparer.Ordinal);

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
