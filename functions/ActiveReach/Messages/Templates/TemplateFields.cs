using System.Diagnostics.CodeAnalysis;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Workspaces;
using HandlebarsDotNet.MemberAccessors;
using HandlebarsDotNet.ObjectDescriptors;
using HandlebarsDotNet.PathStructure;

namespace ActiveReach.Messages.Templates;

/// <summary>One rendering: whose values, and which links.</summary>
internal sealed record RenderScope(Recipient Recipient, Workspace Workspace, IMessageUrls Urls);

/// <summary>The addresses that a message carries; each belongs to this one message.</summary>
internal interface IMessageUrls
{
    string Click(int link);

    string Unsubscribe { get; }

    /// <summary>Where an upload is that the message carries; empty for one that it doesn't.</summary>
    string Media(string id);

    /// <summary>What every mail in HTML ends with: the open pixel, and the way out where the author shows none.</summary>
    string MailEnd(bool showsWayOut);
}

/// <summary>The fields that a template may name, by their API names; nothing else of any object can be reached.</summary>
internal sealed class TemplateFields : IObjectDescriptorProvider, IMemberAccessor
{
    private static readonly Dictionary<string, Func<RenderScope, object?>> Known = new(
        Recipient.Fields.Select(field => KeyValuePair.Create<string, Func<RenderScope, object?>>(field.Name, scope => scope.Recipient[field])), StringComparer.Ordinal)
    {
        [Outlet] = scope => scope.Recipient is { Outlet: { } named } recipient ? new OutletText(recipient.AtOutlet, recipient.OutletName ?? named) : null,
        ["workspace"] = scope => scope.Workspace,
        ["custom"] = scope => scope.Recipient.Custom,
        [Event] = scope => scope.Recipient.Event,
    };

    /// <summary>Holds what the event or the call said; anything may be asked of it.</summary>
    public const string Event = "event";

    /// <summary>Its name by itself, and with a dot what the outlet has to say.</summary>
    public const string Outlet = "outlet";

    public static string Names => string.Join(", ", Recipient.Fields.Select(one => one.Name)) + ", outlet.NAME, workspace.name, custom.NAME";

    /// <summary>The fields that a tag names, for a person to read; the tag itself where it names none.</summary>
    public static string NamedIn(IEnumerable<Tag> tags)
    {
        var named = tags.SelectMany(tag => tag.Text.Split([' ', '\t', '\r', '\n', '(', ')'])).Where(word => Known.ContainsKey(word.Split('.', 2)[0])).Distinct(StringComparer.Ordinal);
        return string.Join(", ", named) is { Length: > 0 } names ? names : string.Join(", ", tags.Select(tag => tag.Text));
    }

    /// <summary>Whether the path, written from the contact, names a field or the whole of <c>custom</c>, <c>workspace</c> or <c>event</c>.</summary>
    /// <param name="hasEvent">Whether the message is for an event or a call.</param>
    public static bool Exists(string path, Workspace workspace, bool hasEvent) => path.Split('.', 2) switch
    {
        [Event, ..] => hasEvent,
        ["workspace", var name] => name == "name",
        [Outlet, var name] => !name.Contains('.', StringComparison.Ordinal),
        ["custom", var name] => workspace.CustomFields.ContainsKey(name),
        _ => Known.ContainsKey(path),
    };

    public bool TryGetDescriptor(Type type, [NotNullWhen(true)] out ObjectDescriptor? value)
    {
        value = type == typeof(string) || !type.IsAssignableTo(typeof(System.Collections.IEnumerable)) || type.IsAssignableTo(typeof(IReadOnlyDictionary<string, object?>))
            ? new ObjectDescriptor(type, this, (_, _) => Array.Empty<object>(), _ => null!)
            : null;
        return value is not null;
    }

    public bool TryGetValue(object instance, ChainSegment memberName, out object? value)
    {
        var name = memberName.TrimmedValue;
        value = null;
        switch (instance)
        {
            case RenderScope scope when Known.TryGetValue(name, out var reader):
                value = reader(scope);
                return true;
            case Workspace workspace when name == "name":
                value = workspace.Name;
                return true;
            case OutletText outlet:
                value = outlet.Of(name);
                return value is not null;
            case IReadOnlyDictionary<string, object?> custom:
                return custom.TryGetValue(name, out value);
            case ProbeField probe:
                value = probe.Member(name);
                return true;
            default:
                return false;
        }
    }
}
