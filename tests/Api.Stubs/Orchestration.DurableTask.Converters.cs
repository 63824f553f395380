namespace Microsoft.DurableTask.Converters;

public class JsonDataConverter : DataConverter
{
    public JsonDataConverter(JsonSerializerOptions? options = null) => throw new NotSupportedException();
    public static JsonDataConverter Default => throw new NotSupportedException();
    public override string? Serialize(object? value) => throw new NotSupportedException();
    public override object? Deserialize(string? data, Type targetType) => throw new NotSupportedException();
}
