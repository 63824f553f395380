using System.Globalization;
using ActiveReach.Lists;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>Reads <c>limit</c>, <c>cursor</c> and <c>sort</c>, and refuses parameters that the route doesn't know: a misspelt filter
/// would otherwise quietly list everything.</summary>
public static class ListRequest
{
    /// <param name="sort">The order without one, e.g. <c>-createdAt</c>.</param>
    /// <param name="sorts">Fields that the list can be sorted by.</param>
    /// <param name="filters">The other parameters of the route.</param>
    public static PageQuery ReadPageQuery(this HttpRequest request, string sort, string[] sorts, params string[] filters)
    {
        request.RefuseUnknownQuery([.. filters, "limit", "cursor", "sort"]);
        var limit = PageQuery.DefaultLimit;
        if (request.One("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > PageQuery.MaxLimit))
            throw new InvalidInputException("limit", "out_of_range", $"limit is '{Shown(text)}': give a whole number from 1 to {PageQuery.MaxLimit}.");

        var order = request.One("sort") ?? sort;
        var field = order.TrimStart('-');
        if (order.Length - field.Length > 1 || !sorts.Contains(field, StringComparer.Ordinal))
            throw new InvalidInputException("sort", "unknown_sort", $"sort is '{Shown(order)}': give one of {string.Join(", ", sorts)}, with a leading - for descending.");
        return new PageQuery(limit, request.One("cursor"), field, order.Length > field.Length);
    }

    /// <summary>Refuses query parameters other than these.</summary>
    public static void RefuseUnknownQuery(this HttpRequest request, params string[] known)
    {
        if (request.Query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            var remedy = known.Length == 0 ? "this route has no query parameters" : $"use {string.Join(", ", known)}";
            throw new InvalidInputException(Shown(unknown), "unknown_parameter", $"'{Shown(unknown)}' is no query parameter of this route: {remedy}.");
        }
    }

    /// <summary>A query parameter that may stand there once; null when it is missing or empty.</summary>
    public static string? One(this HttpRequest request, string name)
    {
        var values = request.Query[name];
        if (values.Count > 1)
            throw new InvalidInputException(name, "repeated", $"{name} stands in the query {values.Count} times: give it once.");
        return values.ToString() is { Length: > 0 } value ? value : null;
    }

    /// <summary>A query parameter that names one member of an enum; null when it is missing.</summary>
    public static T? OneOf<T>(this HttpRequest request, string name)
        where T : struct, Enum => request.One(name) is { } value ? Named<T>(name, value) : null;

    /// <summary>A query parameter with commas between its values; none when it is missing.</summary>
    public static string[] Several(this HttpRequest request, string name) => (request.One(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The member of an enum that a query parameter names.</summary>
    public static T Named<T>(string name, string value)
        where T : struct, Enum => EnumNames.TryParse<T>(value, out var member) ? member : throw Unknown(name, value, EnumNames.All<T>());

    /// <param name="known">What it may be, with commas between.</param>
    public static InvalidInputException Unknown(string name, string value, string known) =>
        new(name, "unknown_value", $"{name} is '{(value.Length > 40 ? value[..40] : value)}': use one of {known}.");

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
