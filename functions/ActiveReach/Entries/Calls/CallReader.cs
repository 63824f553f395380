using System.Text;
using System.Text.Json;
using ActiveReach.Ids;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries.Calls;

/// <summary>Somebody that a call is for, as far as that can be told without looking.</summary>
/// <param name="Problem">What is wrong with it; the rest is empty then.</param>
/// <param name="New">Who is to be added where they aren't known; null where that isn't asked for.</param>
internal sealed record CalledContact(int Index, Whom Whom, string? Content, JsonElement? New, InputProblem? Problem);

/// <summary>Reads what a call says: whom it is for and what the message may name. What is wrong with one of several is told of that one.</summary>
internal sealed class CallReader(Workspace workspace)
{
    /// <summary>Most contacts of one call.</summary>
    public const int Most = 1_000;

    private const string Create = "createMissing";

    private static readonly string[] Identities = ["id", "externalId", "phone", "email"];

    /// <exception cref="InvalidInputException">The call as a whole can't be read.</exception>
    public (IReadOnlyList<CalledContact> Contacts, bool IsAlone) Read(InputValue body)
    {
        if (body.Object("contact", "data", "contacts") is not { } input)
            throw new InvalidInputException(body.Problems);
        if (input["contact"] is not null == input["contacts"] is not null)
            input.Note(input["contact"] is null ? "required" : "too_many", "Give contact (with data) for one, or contacts, a list of {contact, data}: one of the two.");
        else if (input["contacts"] is { } several && (!several.IsList || several.Count is 0 or > Most))
            several.Note(several.IsList ? several.Count == 0 ? "required" : "too_many" : "wrong_type", $"contacts is {(several.IsList ? $"a list of {several.Count}" : several.Quoted)}: give a list of 1 to {Most}.");
        else if (input["contacts"] is not null && input["data"] is not null)
            input.Note("data", "unknown_field", "data stands beside each of the contacts: {\"contacts\": [{\"contact\": {…}, \"data\": {…}}]}.");
        body.RefuseProblems();
        return input["contacts"] is { } list ? ([.. list.Items.Select((item, index) => One(InputValue.Of(item.Json, item.Path), index))], false) : ([One(InputValue.Of(input.Json), 0)], true);
    }

    private CalledContact One(InputValue item, int index)
    {
        var whom = item.Object("contact", "data") is { } input ? WhomIn(input) : default;
        var content = item["data"] is { } data ? ContentOf(data) : null;
        var asked = item["contact"];
        var isNew = asked?[Create]?.AsFlag is true;
        return item.Problems is [var problem, ..]
            ? new CalledContact(index, default, null, null, problem)
            : new CalledContact(index, whom, content, isNew ? Without(asked!.Value) : null, null);
    }

    private Whom WhomIn(InputValue input)
    {
        if (input["contact"] is not { IsObject: true } contact)
        {
            input.Note("contact", "required", "contact is missing: say whom the message is for, e.g. {\"externalId\": \"c-17\"}.");
            return default;
        }

        if (contact[Create] is { AsFlag: null } wrong)
            wrong.Note("wrong_type", $"{Create} is {wrong.Quoted}: give true or false.");
        if (contact[Create]?.AsFlag is not true && contact.Unknown([.. Identities, Create]) is var (name, _))
            contact.Note(name, "unknown_field", $"'{name}' would change nothing of a contact who is known: give {Create}: true with the fields of a new one, or one of {string.Join(", ", Identities)} alone.");
        if (contact["id"] is { } id)
            return ContactId.TryParse(id.AsText, out var known) ? new Whom(known) : Refused(id, "is no id of a contact: it looks like ctc_4294967297.");
        if (contact["externalId"] is { } externalId)
            return ValueRules.ExternalId(externalId.AsText ?? "", out var error) is { Length: > 0 } value && error is null ? new Whom(ExternalId: value) : Refused(externalId, error ?? "is empty.");
        if (contact["phone"] is { } phone)
            return ValueRules.Phone(phone.AsText ?? "", workspace.HomeCountry, out var error) is { } value && error is null ? new Whom(Address: value) : Refused(phone, error ?? "is no phone number.");
        if (contact["email"] is { } email)
            return ValueRules.Email(email.AsText ?? "", out var error) is { } value && error is null ? new Whom(Address: value) : Refused(email, error ?? "is no e-mail address.");
        contact.Note("required", $"contact names nobody: give one of {string.Join(", ", Identities)}.");
        return default;
    }

    private static Whom Refused(InputValue value, string error)
    {
        value.Note("invalid_value", $"{value.Quoted} {error}");
        return default;
    }

    private static string? ContentOf(InputValue data)
    {
        if (!data.IsObject)
            return data.Refuse<string>("wrong_type", $"data is {data.Quoted}: it must be an object.");
        var text = JsonSerializer.Serialize(data.Json, Wire.Json);
        return Encoding.UTF8.GetByteCount(text) is var bytes && bytes > NewEntry.LargestBytes
            ? data.Refuse<string>("too_large", $"data is {bytes} bytes of JSON: at most {NewEntry.LargestBytes} are kept.")
            : text;
    }

    private static JsonElement Without(InputValue contact) =>
        JsonSerializer.SerializeToElement(contact.Members.Where(member => member.Name is not (Create or "id")).ToDictionary(member => member.Name, member => member.Value.Json));
}
