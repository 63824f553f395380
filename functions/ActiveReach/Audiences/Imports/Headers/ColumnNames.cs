using System.Globalization;
using System.Text;

namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>What people call the columns of the contract.</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["externalid"] = "external_id",
        ["id"] = "external_id",
        ["customerid"] = "external_id",
        ["firstname"] = "first_name",
        ["fname"] = "first_name",
        ["givenname"] = "first_name",
        ["lastname"] = "last_name",
        ["lname"] = "last_name",
        ["surname"] = "last_name",
        ["familyname"] = "last_name",
        ["mobile"] = "phone",
        ["mobilephone"] = "phone",
        ["cellphone"] = "phone",
        ["phonenumber"] = "phone",
        ["mobilenumber"] = "phone",
        ["emailaddress"] = "email",
        ["mail"] = "email",
        ["sex"] = "gender",
        ["dateofbirth"] = "birthday",
        ["birthdate"] = "birthday",
        ["dob"] = "birthday",
        ["zone"] = "timezone",
        ["countrycode"] = "country",
        ["latitude"] = "lat",
        ["longitude"] = "lon",
        ["lng"] = "lon",
        ["locale"] = "language",
        ["tag"] = "tags",
        ["subcommunity"] = "subcommunities",
    };

    /// <summary>The column that a header names in one of its spellings; otherwise the header in the spelling of columns.</summary>
    public static string Of(string header)
    {
        if (ColumnMeaning.Parse(header) is not null)
            return header;
        var plain = header.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        if (ColumnMeaning.Parse(plain) is not null)
            return plain;
        var bare = plain.Replace("_", "", StringComparison.Ordinal);
        return Synonyms.GetValueOrDefault(bare) ?? (ColumnMeaning.Parse(bare) is not null ? bare : plain);
    }

    /// <summary>A custom field for a header that means nothing else, e.g. <c>custom.favourite_colour</c>; null where its letters make no name.</summary>
    public static string? CustomFieldFor(string header)
    {
        var name = new StringBuilder(header.Length);
        foreach (var character in header.ToLowerInvariant().Replace("\uFFFE", "", StringComparison.Ordinal).Replace("\uFFFF", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(character))
                name.Append(character);
            else if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark && name.Length > 0 && name[^1] != '_')
                name.Append('_');
        }

        var trimmed = name.ToString().TrimStart('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        trimmed = trimmed[..Math.Min(trimmed.Length, 40)].TrimEnd('_');
        return trimmed.Length > 0 ? $"custom.{trimmed}" : null;
    }
}
