using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class FormConfiguration : IEntityTypeConfiguration<FormRow>
{
    public void Configure(EntityTypeBuilder<FormRow> builder)
    {
        builder.ToTable("Forms");
        builder.HasKey(f => f.CaseId);
        builder.Property(f => f.CaseId).HasMaxLength(32);
        builder.Property(f => f.UpdatedBy).HasMaxLength(36);
        builder.Property(f => f.UpdatedByName).HasMaxLength(100);
        builder.Property(f => f.Revision).IsConcurrencyToken();
    }
}
