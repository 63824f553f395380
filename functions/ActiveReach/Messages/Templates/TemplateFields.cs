using ActiveReach.Audiences;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Templates;

/// <summary>The fields that a template may name, by their API names.</summary>
internal static class TemplateFields
{
    private const string CustomPrefix = "custom.";

    private static readonly Dictionary<string, Func<Recipient, Workspace, object?>> Known = new(StringComparer.Ordinal)
    {
        ["first_name"] = (recipient, _) => recipient.FirstName,
        ["last_name"] = (recipient, _) => recipient.LastName,
        ["external_id"] = (recipient, _) => recipient.ExternalId,
        ["phone"] = (recipient, _) => recipient.Phone,
        ["email"] = (recipient, _) => recipient.Email,
        ["city"] = (recipient, _) => recipient.City,
        ["country"] = (recipient, _) => recipient.Country,
        ["language"] = (recipient, _) => recipient.Language,
        ["gender"] = (recipient, _) => recipient.Gender,
        ["birthday"] = (recipient, _) => recipient.Birthday,
        ["outlet"] = (recipient, _) => recipient.Outlet,
        ["workspace.name"] = (_, workspace) => workspace.Name,
    };

    public static string Names => string.Join(", ", Known.Keys) + ", custom.NAME";

    /// <summary>How to read the field; null when the workspace has no such field.</summary>
    public static Func<Recipient, Workspace, object?>? Find(string name, Workspace workspace)
    {
        if (Known.TryGetValue(name, out var reader))
            return reader;
        if (!name.StartsWith(CustomPrefix, StringComparison.Ordinal))
            return null;
        var custom = name[CustomPrefix.Length..];
        return workspace.CustomFields.ContainsKey(custom) ? (recipient, _) => recipient.Custom.GetValueOrDefault(custom) : null;
    }
}
