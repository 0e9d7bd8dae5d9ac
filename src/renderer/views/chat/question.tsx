export function Question({ text }: { readonly text: string }) {
  return (
    <h2 className="asked">
      <span className="off-screen">You asked: </span>
      {text}
    </h2>
  )
}
