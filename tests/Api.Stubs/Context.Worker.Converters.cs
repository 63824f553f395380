namespace Microsoft.Azure.Functions.Worker.Converters;

public interface IInputConverter
{
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}

public abstract class ConverterContext
{
    protected ConverterContext() { }
    public abstract Type TargetType { get; }
    public abstract object? Source { get; }
    public abstract FunctionContext FunctionContext { get; }
    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}

public enum ConversionStatus { Unhandled, Succeeded, Failed }

public readonly struct ConversionResult
{
    public ConversionStatus Status => throw new NotSupportedException();
    public object? Value => throw new NotSupportedException();
    public Exception? Error => throw new NotSupportedException();
    public static ConversionResult Unhandled() => throw new NotSupportedException();
    public static ConversionResult Success(object? value) => throw new NotSupportedException();
    public static ConversionResult Failed(Exception exception) => throw new NotSupportedException();
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter, AllowMultiple = true)]
public class InputConverterAttribute : Attribute
{
    public InputConverterAttribute(Type converterType) => throw new NotSupportedException();
    public Type ConverterType => throw new NotSupportedException();
}
