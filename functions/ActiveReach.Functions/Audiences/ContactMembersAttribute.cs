using System.Text.Json.Serialization.Metadata;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Functions.Audiences;

/// <summary>Gives the JSON of a contact a member for each built-in field.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ContactMembersAttribute : MoreMembersAttribute
{
    public override void AddTo(JsonTypeInfo shape)
    {
        foreach (var field in ContactFields.All)
            shape.Properties.Insert(PlaceOf(field, shape), Member(field, shape));
    }

    /// <summary>Plain values stand before what goes with them, lists behind.</summary>
    private static int PlaceOf(ContactField field, JsonTypeInfo shape) =>
        shape.Properties.TakeWhile(member => member.Name != "custom" && (member.Name != "outletBy" || field.Type is FieldType.List)).Count();

    private static JsonPropertyInfo Member(ContactField field, JsonTypeInfo shape)
    {
        var isList = field.Type is FieldType.List;
        var member = shape.CreateJsonPropertyInfo(field.Type switch
        {
            FieldType.Date => typeof(DateOnly?),
            FieldType.Position => typeof(double?),
            FieldType.List => typeof(IReadOnlyList<string>),
            _ => typeof(string),
        }, field.JsonName);
        member.IsGetNullable = !isList;
        member.ShouldSerialize = (_, value) => value is not null;
        if (shape.Type == typeof(ContactView))
            member.Get = view => isList ? ((ContactView)view).Contact.ListOf(field) : ((ContactView)view).Contact[field];
        else
            member.Set = (_, _) => throw new NotSupportedException("JsonContact reads what callers say of contacts.");
        return member;
    }
}
