/** What is wrong with a foreign model, in a sentence for the operator: it never holds a word of a text. */
export class ModelFault extends Error {
  override readonly name = "ModelFault";
}
