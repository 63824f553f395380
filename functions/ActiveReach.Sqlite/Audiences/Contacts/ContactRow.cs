using System.Runtime.InteropServices;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>A contact to and from the columns of its row.</summary>
internal static class ContactRow
{
    private static readonly string[] First = ["id", "workspace", "reach"];

    /// <summary>In the order that <see cref="Bind"/> and <see cref="Read"/> know.</summary>
    private static readonly string[] Last = ["custom", "created_at", "updated_at", "version", "origin", "outlet_by", "topics", "devices"];

    private static readonly string[] Names = [.. First, .. FieldColumns.All.Select(column => column.Name), .. Last];

    private static readonly int AfterFields = First.Length + FieldColumns.All.Length;

    /// <summary>The fields and their columns in the row, from 0.</summary>
    private static readonly (ContactField Field, int Column)[] Fields = [.. ContactFields.All.Select(field => (field, Array.IndexOf(Names, field.Name)))];

    public static readonly string Columns = string.Join(", ", Names);

    public static readonly string Insert = $"INSERT INTO contacts ({Columns}) VALUES ({string.Join(", ", Names.Select((_, index) => $"?{index + 1}"))})";

    /// <summary>Leaves out a contact whose external id somebody has: no row is changed then.</summary>
    public static readonly string InsertNew = Insert + " ON CONFLICT (external_id, workspace) WHERE external_id IS NOT NULL DO NOTHING";

    public static readonly string Update = $"UPDATE contacts SET {string.Join(", ", Names.Select((name, index) => $"{name} = ?{index + 1}").Skip(1))} WHERE id = ?1";

    public static Statement Bind(this Statement statement, WorkspaceKey workspace, Contact contact)
    {
        FieldColumns.Bind(statement, First.Length + 1, contact);
        return statement
            .Bind(1, contact.Id.Value)
            .Bind(2, workspace.Key)
            .Bind(3, Reach.Of(contact).Bits)
            .Bind(AfterFields + 1, CustomJson.Write(contact.Custom))
            .Bind(AfterFields + 2, contact.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(AfterFields + 3, contact.UpdatedAt.ToUnixTimeMilliseconds())
            .Bind(AfterFields + 4, contact.Version)
            .Bind(AfterFields + 5, contact.Origin)
            .Bind(AfterFields + 6, (int)contact.OutletBy)
            .Bind(AfterFields + 7, TopicJson.Write(contact.Topics, contact.RefusedTopics))
            .Bind(AfterFields + 8, contact.Devices);
    }

    public static Contact Read(Statement row)
    {
        var (reach, topics) = (new Reach(row.GetInt32(2)), TopicJson.Read(row.GetNullableString(AfterFields + 6)));
        var values = new object?[Fields.Length];
        foreach (var (field, column) in Fields)
            values[field.Place] = FieldColumns.Read(field, row, column, (of, number) => of.GetString(number));
        return new Contact
        {
            Id = new ContactId(row.GetInt64(0)),
            Values = ImmutableCollectionsMarshal.AsImmutableArray(values),
            Consents = reach.Consents,
            SuppressedChannels = reach.SuppressedChannels,
            HeldChannels = reach.HeldChannels,
            RefusedChannels = reach.RefusedChannels,
            Custom = CustomJson.Read(row.GetNullableString(AfterFields)),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(AfterFields + 1)),
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(AfterFields + 2)),
            Version = row.GetInt64(AfterFields + 3),
            Origin = row.GetString(AfterFields + 4),
            OutletBy = (OutletSource)row.GetInt32(AfterFields + 5),
            Topics = topics.Said,
            RefusedTopics = topics.Refused,
            Devices = row.GetInt32(AfterFields + 7),
        };
    }
}
